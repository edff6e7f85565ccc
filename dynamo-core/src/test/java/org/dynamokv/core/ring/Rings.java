package org.dynamokv.core.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/** Rings for tests. */
final class Rings {
  private Rings() {}

  static Member member(int id, int rack) {
    SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    endpoints.put("tcp", new Endpoint("host" + id, 20050));
    return new Member(new NodeId(id), "node" + id, "rack" + rack, endpoints);
  }

  static BucketProperties properties(int n, int r, int w) {
    BucketProperties d = BucketProperties.DEFAULT;
    return new BucketProperties(n, r, w, d.siblings(), d.ttlMillis());
  }

  static Ring founded(int partitions, BucketProperties defaults, int rack) {
    return RingChanges.found("test", 7, member(1, rack), partitions, defaults);
  }

  static Ring withBucket(Ring ring, String name, BucketProperties properties) {
    SortedMap<Bytes, BucketProperties> buckets = new TreeMap<>(ring.buckets());
    buckets.put(Bytes.utf8(name), properties);
    return new Ring(
        ring.cluster(),
        ring.clusterId(),
        ring.epoch(),
        ring.members(),
        ring.partitions(),
        ring.change(),
        ring.defaults(),
        buckets,
        ring.removed());
  }

  static Ring joining(Ring ring, Member newcomer, RandomGenerator random) {
    var lists = Placement.plan(ring, null, List.of(newcomer), ring.members().keySet(), random);
    return RingChanges.begin(ring, Kind.JOIN, null, List.of(newcomer), lists);
  }

  static Ring leaving(Ring ring, NodeId leaver, RandomGenerator random) {
    Set<NodeId> up = new HashSet<>(ring.members().keySet());
    var lists = Placement.plan(ring, leaver, List.of(), up, random);
    return RingChanges.begin(ring, Kind.LEAVE, leaver, List.of(), lists);
  }

  static Ring settled(Ring moving) {
    return RingChanges.settle(RingChanges.advance(moving));
  }

  static List<NodeId> nodes(List<Owner> owners) {
    return owners.stream().map(Owner::node).toList();
  }

  static List<NodeId> ids(int... bits) {
    return Arrays.stream(bits).mapToObj(NodeId::new).toList();
  }

  /** All subsets of a list that have this size. */
  static List<Set<NodeId>> subsets(List<NodeId> of, int size) {
    List<Set<NodeId>> out = new ArrayList<>();
    for (int mask = 0; mask < 1 << of.size(); mask++) {
      if (Integer.bitCount(mask) == size) {
        Set<NodeId> subset = new HashSet<>();
        for (int i = 0; i < of.size(); i++) {
          if ((mask >> i & 1) == 1) {
            subset.add(of.get(i));
          }
        }
        out.add(subset);
      }
    }
    return out;
  }
}
