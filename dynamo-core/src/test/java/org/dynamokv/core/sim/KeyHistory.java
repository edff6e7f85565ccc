package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The true causal order of the writes under one key, by their numbers, and what may be seen of
 * them. It knows nothing of vectors and dots: only what each client had been shown.
 *
 * <p>A write took effect when it stood on a disk; one that was acknowledged must have. A delete
 * without a context deletes what its coordinator finds, so it may cover whatever was begun before
 * it ended.
 */
final class KeyHistory {
  /** How a write ended for its client. */
  enum Outcome {
    OPEN,
    ACKED,
    REFUSED,
    UNKNOWN
  }

  /** One put or delete. */
  static final class Write {
    final int id;
    final boolean delete;
    final @Nullable BitSet past;
    final long begunAt;
    // Mutable state
    final SortedSet<String> durableAt = new TreeSet<>();
    Outcome outcome = Outcome.OPEN;
    long endedAt = Long.MAX_VALUE;
    boolean mayBeLost;
    int strictlyHeldBy;

    Write(int id, boolean delete, @Nullable BitSet past, long begunAt) {
      this.id = id;
      this.delete = delete;
      this.past = past;
      this.begunAt = begunAt;
    }

    boolean covers(Write other) {
      if (past != null) {
        return past.get(other.id);
      }
      return other != this && other.begunAt <= endedAt;
    }

    private boolean surelyCovers(Write other) {
      return past != null && past.get(other.id);
    }

    private boolean tookEffect() {
      return mayHaveTakenEffect() && (outcome == Outcome.ACKED || !mayBeLost);
    }

    private boolean mayHaveTakenEffect() {
      return !durableAt.isEmpty();
    }

    @Override
    public String toString() {
      String what = delete ? (past == null ? "blind delete " : "delete ") : "put ";
      return what + id + " over " + past + " " + outcome + " on " + durableAt;
    }
  }

  // Mutable state
  private final SortedMap<Integer, Write> writes = new TreeMap<>();

  Collection<Write> writes() {
    return writes.values();
  }

  /**
   * A write begins.
   *
   * @param past all that its client had been shown, and what that had been written over; null for a
   *     delete without a context
   */
  Write begin(int id, boolean delete, @Nullable BitSet past, long now) {
    Write write = new Write(id, delete, past, now);
    writes.put(id, write);
    return write;
  }

  /** A write by its number; null when it is of another key, or of nobody. */
  @Nullable Write find(int id) {
    return writes.get(id);
  }

  /** Everything that a client knows of which these are shown. */
  BitSet pastOf(BitSet shown) {
    BitSet past = (BitSet) shown.clone();
    shown.stream().mapToObj(this::find).forEach(w -> addPast(w, past));
    return past;
  }

  private static void addPast(@Nullable Write write, BitSet past) {
    if (write != null && write.past != null) {
      past.or(write.past);
    }
  }

  /**
   * On how many disks the write stood, or one that may have seen it: a tombstone is not shown, so
   * who came after it may know it, and what it deleted.
   */
  int copies(Write write) {
    long tombstoneSince =
        writes().stream()
            .filter(w -> w.delete && (w == write || w.covers(write)))
            .mapToLong(w -> w.begunAt)
            .min()
            .orElse(Long.MAX_VALUE);
    SortedSet<String> hosts = new TreeSet<>(write.durableAt);
    for (Write other : writes()) {
      if (other.covers(write) || other.begunAt > tombstoneSince) {
        hosts.addAll(other.durableAt);
      }
    }
    return hosts.size();
  }

  /**
   * What is wrong with an answer to a get.
   *
   * @param begunAt when the get began
   * @param askedOf how many owners answered, if they alone did; 0 otherwise
   * @param n how many owners there are
   */
  List<String> wrongIn(BitSet shown, long begunAt, int askedOf, int n) {
    List<String> wrong = new ArrayList<>();
    checkShown(shown, wrong);
    if (askedOf == 0) {
      return wrong;
    }
    BitSet accounted = accountedFor(shown);
    for (Write w : writes()) {
      boolean mustBeKnown =
          w.outcome == Outcome.ACKED
              && w.endedAt < begunAt
              && w.strictlyHeldBy > 0
              && w.strictlyHeldBy + askedOf > n;
      if (mustBeKnown && !accounted.get(w.id)) {
        wrong.add("the answer " + shown + " knows nothing of the earlier " + w);
      }
      if (mustBeKnown && w.past != null && w.past.intersects(shown)) {
        wrong.add("the answer " + shown + " shows what was written over by the earlier " + w);
      }
    }
    return wrong;
  }

  private void checkShown(BitSet shown, List<String> wrong) {
    shown.stream()
        .forEach(
            id -> {
              Write w = find(id);
              if (w == null || w.delete || w.outcome == Outcome.REFUSED) {
                wrong.add("shown, but never written here: " + id + " is " + w);
              } else if (isDominated(w, shown)) {
                wrong.add("shown beside what was written over it: " + w + " in " + shown);
              }
            });
  }

  private boolean isDominated(Write write, BitSet shown) {
    return shown.stream()
        .mapToObj(this::find)
        .anyMatch(other -> other != null && other.surelyCovers(write));
  }

  /** What is shown, deletes, and all that these may cover. */
  private BitSet accountedFor(BitSet shown) {
    BitSet accounted = pastOf(shown);
    long blindUntil = -1;
    for (Write w : writes()) {
      if (w.delete && w.outcome != Outcome.REFUSED) {
        accounted.set(w.id);
        addPast(w, accounted);
        blindUntil = w.past == null ? Math.max(blindUntil, w.endedAt) : blindUntil;
      }
    }
    for (Write w : writes()) {
      if (w.begunAt <= blindUntil) {
        accounted.set(w.id);
      }
    }
    return accounted;
  }

  /** What is wrong with the final state: exactly the writes that nothing covers must be there. */
  List<String> wrongAtTheEnd(BitSet shown) {
    List<String> wrong = new ArrayList<>();
    checkShown(shown, wrong);
    for (Write w : writes()) {
      if (w.outcome == Outcome.REFUSED && !w.durableAt.isEmpty()) {
        wrong.add("refused, yet stored: " + w);
      }
      if (!w.delete) {
        checkPresence(w, shown.get(w.id), wrong);
      }
    }
    return wrong;
  }

  private void checkPresence(Write put, boolean present, List<String> wrong) {
    if (present) {
      writes().stream()
          .filter(w -> w.tookEffect() && w.surelyCovers(put))
          .forEach(w -> wrong.add("came back: " + put + " after " + w));
    } else if (put.tookEffect()
        && writes().stream().noneMatch(w -> w.mayHaveTakenEffect() && w.covers(put))) {
      wrong.add("lost: " + put);
    }
  }
}
