package org.dynamokv.core.sim;

import java.util.Collections;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.dynamokv.core.env.Timer;

/**
 * Virtual time: a queue of events is the only clock, and a seed the only source of randomness. Two
 * runs of one seed execute the same events in the same order; {@link #hash} tells. One thread.
 */
public final class Simulation {
  /** Events after which a run counts as endless, unless told otherwise. */
  public static final long DEFAULT_BUDGET = 20_000_000;

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final boolean TRACE = Boolean.getBoolean("sim.trace");

  private final long seed;
  private final long budget;
  // Mutable state
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private long now;
  private long inserted;
  private long executed;
  private long hash;

  private static final class Event implements Comparable<Event>, Timer {
    private final long at;
    private final long number;
    private final Runnable task;
    private boolean cancelled;

    Event(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
    }
  }

  /** A run with the default event budget. */
  public Simulation(long seed) {
    this(seed, DEFAULT_BUDGET);
  }

  /**
   * A run of its own, at time 0.
   *
   * @param budget how many events may be executed before the run fails as endless
   */
  public Simulation(long seed, long budget) {
    this.seed = seed;
    this.budget = budget;
  }

  /** What this run is named by. */
  public long seed() {
    return seed;
  }

  /** Virtual time, ms since the run began. */
  public long now() {
    return now;
  }

  /** How many events were executed. */
  public long executed() {
    return executed;
  }

  /** Sums up every executed event and every {@link #note}: equal for equal runs. */
  public long hash() {
    return hash;
  }

  /**
   * A source of randomness for one component: the same for the same seed and name, whatever other
   * components there are.
   */
  public RandomGenerator random(String component) {
    long mixed = seed * GOLDEN;
    for (int i = 0; i < component.length(); i++) {
      mixed = (mixed ^ component.charAt(i)) * 0x100000001b3L;
    }
    return new SplittableRandom(mixed ^ seed);
  }

  /** Runs a task after a delay, after those that were given before for the same time. */
  public Timer after(long delayMillis, Runnable task) {
    if (delayMillis < 0) {
      throw new IllegalArgumentException("delay " + delayMillis + " ms is negative");
    }
    Event event = new Event(now + delayMillis, inserted++, task);
    queue.add(event);
    return event;
  }

  /** Makes a value part of {@link #hash}. */
  public void note(long value) {
    hash = Long.rotateLeft(hash ^ value, 23) * GOLDEN;
  }

  /** Counts something worth reporting, for example a fault by its kind. */
  public void count(String kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  /** What was counted, sorted by kind. */
  public SortedMap<String, Long> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  /** Prints a line with the virtual time when the run is traced ({@code -Dsim.trace=true}). */
  public void trace(Supplier<String> line) {
    if (TRACE) {
      System.out.println(now + " ms: " + line.get());
    }
  }

  /** Runs for a time. */
  public void runFor(long millis) {
    runUntil(() -> false, millis);
  }

  /**
   * Runs until the condition holds, looking after every event; false when it did not within the
   * time.
   */
  public boolean runUntil(BooleanSupplier condition, long withinMillis) {
    long end = now + withinMillis;
    while (!condition.getAsBoolean()) {
      if (!stepBefore(end)) {
        now = end;
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /** Runs until nothing is left to do; false when that did not come within the time. */
  public boolean runUntilQuiet(long withinMillis) {
    long end = now + withinMillis;
    while (stepBefore(end)) {
      // Each step is an event.
    }
    return queue.isEmpty();
  }

  private boolean stepBefore(long end) {
    Event next = queue.peek();
    while (next != null && next.cancelled) {
      queue.poll();
      next = queue.peek();
    }
    if (next == null || next.at > end) {
      return false;
    }
    queue.poll();
    execute(next);
    return true;
  }

  private void execute(Event event) {
    if (++executed > budget) {
      throw new IllegalStateException("more than " + budget + " events: is there a busy loop?");
    }
    now = event.at;
    note(event.at);
    note(event.number);
    event.task.run();
  }
}
