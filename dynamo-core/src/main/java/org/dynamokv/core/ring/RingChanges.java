package org.dynamokv.core.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Change.Phase;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The arrows between rings: found, SETTLED to MOVING, MOVING to READING, READING to SETTLED, and
 * MOVING back to SETTLED. Each makes the ring of the next epoch; none decides it. Pure.
 */
public final class RingChanges {
  private static final long FIRST_EPOCH = 1;

  private RingChanges() {}

  /** The first ring: one member that owns all partitions. */
  public static Ring found(
      String cluster, long clusterId, Member founder, int partitions, BucketProperties defaults) {
    List<Owner> alone = List.of(new Owner(founder.id(), FIRST_EPOCH));
    return new Ring(
        cluster,
        clusterId,
        FIRST_EPOCH,
        new TreeMap<>(Collections.singletonMap(founder.id(), founder)),
        Collections.nCopies(partitions, new Partition(alone, List.of(), FIRST_EPOCH)),
        null,
        defaults,
        new TreeMap<>(),
        new TreeSet<>());
  }

  /**
   * Starts a change (SETTLED to MOVING).
   *
   * @param lists the owners that it leads to, for each partition
   */
  public static Ring begin(
      Ring ring,
      Kind kind,
      @Nullable NodeId leaver,
      List<Member> joiners,
      List<List<NodeId>> lists) {
    require(ring.change() == null, ring, "one change at a time");
    require(lists.size() == ring.partitions().size(), ring, "a list for every partition");
    long epoch = ring.epoch() + 1;
    List<Partition> partitions = new ArrayList<>();
    for (int p = 0; p < lists.size(); p++) {
      partitions.add(moving(ring.partition(p), lists.get(p), epoch));
    }
    Change change = new Change(epoch, kind, leaver, joiners, Phase.MOVING, epoch);
    return next(ring, ring.members(), partitions, change, ring.removed());
  }

  private static Partition moving(Partition p, List<NodeId> nodes, long epoch) {
    if (p.owners().stream().map(Owner::node).toList().equals(nodes)) {
      return p;
    }
    List<Owner> next = new ArrayList<>();
    for (NodeId node : nodes) {
      Owner present = p.ownerOf(node);
      next.add(present == null ? new Owner(node, epoch) : present);
    }
    return new Partition(p.owners(), next, epoch);
  }

  /** All clear: from now on read the new owners (MOVING to READING). */
  public static Ring advance(Ring ring) {
    Change c = change(ring, Phase.MOVING);
    long epoch = ring.epoch() + 1;
    Change reading = new Change(c.id(), c.kind(), c.leaver(), c.joiners(), Phase.READING, epoch);
    List<Partition> partitions = moved(ring, p -> new Partition(p.owners(), p.next(), epoch));
    return next(ring, ring.members(), partitions, reading, ring.removed());
  }

  /** Old readers are fenced: the new owners are the owners (READING to SETTLED). */
  public static Ring settle(Ring ring) {
    Change c = change(ring, Phase.READING);
    long epoch = ring.epoch() + 1;
    SortedMap<NodeId, Member> members = new TreeMap<>(ring.members());
    c.joiners().forEach(j -> members.put(j.id(), j));
    SortedSet<NodeId> removed = new TreeSet<>(ring.removed());
    if (c.leaver() != null) {
      members.remove(c.leaver());
      removed.add(c.leaver());
    }
    List<Partition> partitions = moved(ring, p -> new Partition(p.next(), List.of(), epoch));
    return next(ring, members, partitions, null, removed);
  }

  /** Everything as before the change, but for the epoch (MOVING to SETTLED). */
  public static Ring abort(Ring ring) {
    change(ring, Phase.MOVING);
    long epoch = ring.epoch() + 1;
    List<Partition> partitions = moved(ring, p -> new Partition(p.owners(), List.of(), epoch));
    return next(ring, ring.members(), partitions, null, ring.removed());
  }

  private static Change change(Ring ring, Phase phase) {
    Change c = ring.change();
    if (c == null || c.phase() != phase) {
      throw new IllegalArgumentException("epoch " + ring.epoch() + " is not " + phase);
    }
    return c;
  }

  private static List<Partition> moved(Ring ring, UnaryOperator<Partition> step) {
    return ring.partitions().stream().map(p -> p.isMoving() ? step.apply(p) : p).toList();
  }

  private static Ring next(
      Ring ring,
      SortedMap<NodeId, Member> members,
      List<Partition> partitions,
      @Nullable Change change,
      SortedSet<NodeId> removed) {
    return new Ring(
        ring.cluster(),
        ring.clusterId(),
        ring.epoch() + 1,
        members,
        partitions,
        change,
        ring.defaults(),
        ring.buckets(),
        removed);
  }

  private static void require(boolean holds, Ring ring, String what) {
    if (!holds) {
      throw new IllegalArgumentException("epoch " + ring.epoch() + ": " + what);
    }
  }
}
