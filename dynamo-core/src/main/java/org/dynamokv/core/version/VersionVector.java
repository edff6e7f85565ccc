package org.dynamokv.core.version;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A causal history: for each actor, all its dots up to a counter. Immutable, sorted by actor,
 * counters at least 1.
 */
public final class VersionVector {
  /** Has seen nothing. */
  public static final VersionVector EMPTY = new VersionVector(new Actor[0], new long[0]);

  /** How two histories relate. */
  public enum Order {
    /** The same. */
    EQUAL,
    /** This one is strictly contained in the other. */
    BEFORE,
    /** This one strictly contains the other. */
    AFTER,
    /** Each has something that the other lacks. */
    CONCURRENT
  }

  private final Actor[] actors;
  private final long[] counters;

  private VersionVector(Actor[] actors, long[] counters) {
    this.actors = actors;
    this.counters = counters;
  }

  /**
   * A vector of the given entries.
   *
   * @throws IllegalArgumentException when actors are not strictly ascending or a counter is below 1
   */
  public static VersionVector of(Actor[] actors, long[] counters) {
    for (int i = 0; i < actors.length; i++) {
      if (counters[i] < 1 || i > 0 && actors[i - 1].compareTo(actors[i]) >= 0) {
        throw new IllegalArgumentException("vector entries are not in canonical order");
      }
    }
    return actors.length == 0 ? EMPTY : new VersionVector(actors.clone(), counters.clone());
  }

  /** How many actors it has. */
  public int size() {
    return actors.length;
  }

  /** Whether it has seen nothing. */
  public boolean isEmpty() {
    return actors.length == 0;
  }

  /** The actor of entry {@code i}, in ascending order. */
  public Actor actor(int i) {
    return actors[i];
  }

  /** The counter of entry {@code i}. */
  public long counter(int i) {
    return counters[i];
  }

  /** The entry of an actor, negative when it is not here. */
  public int indexOf(Actor actor) {
    return Arrays.binarySearch(actors, actor);
  }

  /** The counter of an actor, 0 when it is not here. */
  public long counterOf(Actor actor) {
    int i = indexOf(actor);
    return i < 0 ? 0 : counters[i];
  }

  /** Whether the write of that name is part of this history. */
  public boolean covers(Dot dot) {
    return counterOf(dot.actor()) >= dot.counter();
  }

  /** This history and that one write. */
  public VersionVector with(Dot dot) {
    return covers(dot)
        ? this
        : join(new VersionVector(new Actor[] {dot.actor()}, new long[] {dot.counter()}));
  }

  /** Both histories: for each actor the higher counter. */
  public VersionVector join(VersionVector other) {
    if (this == other || other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    Actor[] outActors = new Actor[actors.length + other.actors.length];
    long[] outCounters = new long[outActors.length];
    int n = 0;
    for (int i = 0, j = 0; i < actors.length || j < other.actors.length; n++) {
      int order = orderAt(i, other, j);
      outActors[n] = order <= 0 ? actors[i] : other.actors[j];
      long mine = order <= 0 ? counters[i++] : 0;
      long theirs = order >= 0 ? other.counters[j++] : 0;
      outCounters[n] = Math.max(mine, theirs);
    }
    return new VersionVector(Arrays.copyOf(outActors, n), Arrays.copyOf(outCounters, n));
  }

  /** How this history relates to the other. */
  public Order compare(VersionVector other) {
    boolean less = false;
    boolean more = false;
    for (int i = 0, j = 0; i < actors.length || j < other.actors.length; ) {
      int order = orderAt(i, other, j);
      long mine = order <= 0 ? counters[i++] : 0;
      long theirs = order >= 0 ? other.counters[j++] : 0;
      less |= mine < theirs;
      more |= mine > theirs;
    }
    return less ? (more ? Order.CONCURRENT : Order.BEFORE) : (more ? Order.AFTER : Order.EQUAL);
  }

  /** Whether everything in the other history is in this one. */
  public boolean includes(VersionVector other) {
    Order order = compare(other);
    return order == Order.EQUAL || order == Order.AFTER;
  }

  /** Which comes next in a walk over both: negative mine, positive theirs, 0 both. */
  private int orderAt(int i, VersionVector other, int j) {
    if (i == actors.length) {
      return 1;
    }
    return j == other.actors.length ? -1 : actors[i].compareTo(other.actors[j]);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof VersionVector v
        && Arrays.equals(actors, v.actors)
        && Arrays.equals(counters, v.counters);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(actors) + Arrays.hashCode(counters);
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("{");
    for (int i = 0; i < actors.length; i++) {
      s.append(i == 0 ? "" : " ").append(actors[i]).append(':').append(counters[i]);
    }
    return s.append('}').toString();
  }
}
