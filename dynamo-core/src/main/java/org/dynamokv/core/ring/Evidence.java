package org.dynamokv.core.ring;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dynamokv.core.value.NodeId;

/**
 * What proves that a change may go on, for every owner list of a ring (MEMBERSHIP rules M3, V1,
 * V2).
 *
 * <p>A bucket with a small n uses the head of a list, so one list is several to prove: one for each
 * class of buckets. A partition holds only when it holds for all of them. Immutable.
 */
public final class Evidence {
  private final Ring ring;
  private final List<Quorums> classes;

  /** For a ring with a change under way. */
  public Evidence(Ring ring) {
    if (ring.change() == null) {
      throw new IllegalArgumentException("epoch " + ring.epoch() + " has no change to prove");
    }
    this.ring = ring;
    this.classes = Quorums.classesOf(ring);
  }

  /** The partitions whose owner lists change, ascending. */
  public List<Integer> moving() {
    return IntStream.range(0, ring.partitions().size())
        .filter(p -> ring.partition(p).isMoving())
        .boxed()
        .toList();
  }

  /** The nodes that must copy data of a partition; none when it does not move. */
  public Set<NodeId> needers(int partition) {
    Set<NodeId> out = new LinkedHashSet<>();
    lists(partition).forEach(list -> out.addAll(list.needers()));
    return out;
  }

  /**
   * The old owners that a needer may copy from: those that leave a list first, because all of them
   * together suffice.
   */
  public List<NodeId> sources(int partition, NodeId needer) {
    Set<NodeId> out = new LinkedHashSet<>();
    lists(partition)
        .forEach(list -> list.before().stream().filter(list.leaving()::contains).forEach(out::add));
    lists(partition).forEach(list -> out.addAll(list.before()));
    out.remove(needer);
    return List.copyOf(out);
  }

  /**
   * Whether a node has copied enough of a partition; true for one that needs nothing.
   *
   * @param from the old owners that it has streamed from, to the end, in this change
   */
  public boolean isComplete(int partition, NodeId needer, Collection<NodeId> from) {
    return lists(partition).stream()
        .filter(list -> list.needers().contains(needer))
        .allMatch(list -> list.isComplete(needer, from));
  }

  /**
   * Whether nobody can read a partition from its old list any more.
   *
   * @param beyond nodes that said that they are at READING's epoch or later
   */
  public boolean isFenced(int partition, Collection<NodeId> beyond) {
    Set<NodeId> all = new LinkedHashSet<>(beyond);
    all.addAll(declaredDead());
    return lists(partition).stream().allMatch(list -> list.isFenced(all));
  }

  /** The leaver that the operator said is dead: it counts as fenced. */
  private List<NodeId> declaredDead() {
    Change change = change();
    boolean dead = change.kind() == Change.Kind.REMOVE || change.kind() == Change.Kind.REPLACE;
    return dead && change.leaver() != null ? List.of(change.leaver()) : List.of();
  }

  private Change change() {
    Change change = ring.change();
    if (change == null) {
      throw new IllegalStateException("checked when this was made");
    }
    return change;
  }

  private List<ListChange> lists(int partition) {
    Partition p = ring.partition(partition);
    return p.isMoving() ? classes.stream().map(q -> list(p, q)).toList() : List.of();
  }

  private static ListChange list(Partition p, Quorums q) {
    return new ListChange(head(p.owners(), q.n()), head(p.next(), q.n()), q, q);
  }

  private static List<NodeId> head(List<Owner> owners, int n) {
    return owners.stream().limit(n).map(Owner::node).toList();
  }
}
