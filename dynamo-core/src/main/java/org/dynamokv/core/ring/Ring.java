package org.dynamokv.core.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dynamokv.core.ring.Change.Phase;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to the cluster and who owns what: an immutable value with an epoch. Epoch e+1 is made
 * from epoch e only, and decided once.
 *
 * @param cluster the cluster's name
 * @param clusterId random, drawn by the first node: tells apart two clusters of one name
 * @param epoch from 1
 * @param members by id, sorted; those that vote
 * @param partitions Q of them, in token order
 * @param change what is under way, or null
 * @param defaults properties of buckets that have none of their own
 * @param buckets properties of named buckets
 * @param removed ids that once were members and never return
 */
public record Ring(
    String cluster,
    long clusterId,
    long epoch,
    SortedMap<NodeId, Member> members,
    List<Partition> partitions,
    @Nullable Change change,
    BucketProperties defaults,
    SortedMap<Bytes, BucketProperties> buckets,
    SortedSet<NodeId> removed) {

  /** Copies the collections; every partition has an owner. */
  public Ring {
    if (partitions.isEmpty() || partitions.stream().anyMatch(p -> p.owners().isEmpty())) {
      throw new IllegalArgumentException("malformed: a ring with partitions that nobody owns");
    }
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    partitions = List.copyOf(partitions);
    buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
  }

  /** The partition of a key. */
  public int partitionOf(Key key) {
    return Token.partition(key, partitions.size());
  }

  /** A partition by its number. */
  public Partition partition(int index) {
    return partitions.get(index);
  }

  /** The properties of a bucket. */
  public BucketProperties bucket(Bytes name) {
    return buckets.getOrDefault(name, defaults);
  }

  /** Whether the node votes or is about to come. */
  public boolean knows(NodeId node) {
    return member(node) != null;
  }

  /** A member or joiner by id, or null. */
  public @Nullable Member member(NodeId node) {
    Member m = members.get(node);
    if (m != null || change == null) {
      return m;
    }
    return change.joiners().stream().filter(j -> j.id().equals(node)).findFirst().orElse(null);
  }

  /** Members and joiners, sorted by id. */
  public List<Member> everybody() {
    SortedMap<NodeId, Member> all = new TreeMap<>(members);
    if (change != null) {
      change.joiners().forEach(j -> all.put(j.id(), j));
    }
    return List.copyOf(all.values());
  }

  /**
   * The nodes that a read of the partition asks: the old list until READING, then the new; the
   * first n of it.
   */
  public List<NodeId> readers(int partition, int n) {
    Partition p = partitions.get(partition);
    boolean reading = p.isMoving() && change != null && change.phase() == Phase.READING;
    return head(reading ? p.next() : p.owners(), n);
  }

  /**
   * The lists of which each must give W acknowledgements: the present owners and, while moving, the
   * next.
   */
  public List<List<NodeId>> writers(int partition, int n) {
    Partition p = partitions.get(partition);
    return p.isMoving()
        ? List.of(head(p.owners(), n), head(p.next(), n))
        : List.of(head(p.owners(), n));
  }

  private static List<NodeId> head(List<Owner> list, int n) {
    NodeId[] nodes = new NodeId[Math.min(n, list.size())];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = list.get(i).node();
    }
    return List.of(nodes);
  }

  /**
   * Whether a node keeps hints for others: every member but one that leaves, which gives away those
   * that it has (MEMBERSHIP M4).
   */
  public boolean takesHints(NodeId node) {
    boolean leaves = change != null && node.equals(change.leaver());
    return members.containsKey(node) && !leaves;
  }

  /**
   * Who may stand in for an owner that cannot be reached: those that take hints and are not owners,
   * in the order in which they appear clockwise (paper 4.3, 4.6).
   */
  public List<NodeId> standIns(int partition) {
    Set<NodeId> seen = new LinkedHashSet<>();
    for (int i = 1; i < partitions.size() && seen.size() < members.size(); i++) {
      for (Owner o : partitions.get((partition + i) % partitions.size()).owners()) {
        seen.add(o.node());
      }
    }
    seen.addAll(members.keySet());
    Partition p = partitions.get(partition);
    List<NodeId> out = new ArrayList<>();
    for (NodeId node : seen) {
      if (takesHints(node) && !p.involves(node)) {
        out.add(node);
      }
    }
    return out;
  }
}
