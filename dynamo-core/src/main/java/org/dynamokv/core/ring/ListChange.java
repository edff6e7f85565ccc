package org.dynamokv.core.ring;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dynamokv.core.value.NodeId;

/**
 * How the owner list of one partition changes for one class of buckets, and what proves that it may
 * go on: rules M3 and V2 of the membership protocol.
 *
 * @param before the owners that the class uses now
 * @param after the owners that it will use
 * @param old the numbers now; capped by the length of {@code before}
 * @param now the numbers afterwards; equal to {@code old} but in a change of properties
 */
record ListChange(List<NodeId> before, List<NodeId> after, Quorums old, Quorums now) {
  /** Copies the lists. */
  ListChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Owners that leave the list. */
  Set<NodeId> leaving() {
    Set<NodeId> out = new LinkedHashSet<>(before);
    after.forEach(out::remove);
    return out;
  }

  /** Owners that must copy old data before anyone reads from them. */
  List<NodeId> needers() {
    return everyOwnerNeeds() ? after : after.stream().filter(d -> !before.contains(d)).toList();
  }

  private boolean everyOwnerNeeds() {
    return after.size() < before.size() || !old.equals(now);
  }

  /** How many of the old owners certainly hold every acknowledged write among them. */
  int enoughSources() {
    return before.size() - Math.min(old.w(), before.size()) + 1;
  }

  /**
   * COMPLETE for one new owner: it has all that the leavers held, or what enough old owners held.
   *
   * @param sources the old owners that it has streamed from, to the end
   */
  boolean isComplete(NodeId needer, Collection<NodeId> sources) {
    Set<NodeId> leaving = leaving();
    if (!everyOwnerNeeds() && !leaving.isEmpty() && sources.containsAll(leaving)) {
      return true;
    }
    long got = before.stream().filter(o -> o.equals(needer) || sources.contains(o)).count();
    return got >= enoughSources();
  }

  /**
   * FENCED: too few of the old owners are left at an older epoch to answer a read of the old list.
   *
   * @param beyond nodes that are at READING's epoch or later, or were declared dead
   */
  boolean isFenced(Collection<NodeId> beyond) {
    boolean sameShape = after.size() == before.size() && old.equals(now);
    if (sameShape && beyond.containsAll(leaving())) {
      return true;
    }
    long fenced = before.stream().filter(beyond::contains).count();
    return fenced >= before.size() - Math.min(old.r(), before.size()) + 1;
  }
}
