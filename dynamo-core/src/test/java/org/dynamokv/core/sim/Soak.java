package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs fresh seeds, one after the other, for a given time, and sums up what happened. */
public final class Soak {
  private static final int MAX_FAILURES = 5;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final long firstSeed;
  // Mutable state
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private long seeds;
  private long simulatedMillis;

  /** Begins with that seed and counts up. */
  public Soak(long firstSeed) {
    this.firstSeed = firstSeed;
  }

  /**
   * Runs for a time, and prints the result.
   *
   * @param args seconds (60), first seed (the clock)
   */
  public static void main(String[] args) {
    long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
    Soak soak = new Soak(args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis());
    soak.run(seconds);
    System.out.println(soak.report());
    System.exit(soak.failures.isEmpty() ? 0 : 1);
  }

  /** Runs seeds for about that long; stops early after a few failures. */
  public void run(long seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000;
    while (System.nanoTime() < end && failures.size() < MAX_FAILURES) {
      add(SimRun.of(firstSeed + seeds));
    }
  }

  private void add(SimRun.Result result) {
    seeds++;
    simulatedMillis += result.simulatedMillis();
    result.counts().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    if (!result.violations().isEmpty()) {
      failures.add(result.report());
      System.out.println(result.report());
    }
  }

  /** How many seeds were run. */
  public long seeds() {
    return seeds;
  }

  /** Reports of the seeds that failed. */
  public List<String> failures() {
    return Collections.unmodifiableList(failures);
  }

  /** Seeds, simulated hours, and requests and faults by kind. */
  public String report() {
    StringBuilder out = new StringBuilder();
    out.append(
        "%d seeds from %d, %d failed, %.1f simulated hours%n"
            .formatted(seeds, firstSeed, failures.size(), simulatedMillis / MILLIS_PER_HOUR));
    counts.forEach((kind, count) -> out.append("  %-28s %12d%n".formatted(kind, count)));
    return out.toString();
  }
}
