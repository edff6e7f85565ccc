package org.dynamokv.core.membership;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Placement;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/** Rings for tests of this package. */
final class TestRings {
  private TestRings() {}

  static Member member(int id) {
    return member(id, "node" + id);
  }

  static Member member(int id, String name) {
    SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    endpoints.put("sim", new Endpoint("node" + id, 1));
    return new Member(new NodeId(id), name, "rack", endpoints);
  }

  static Ring founded(int partitions) {
    return RingChanges.found("test", 7, member(1), partitions, BucketProperties.DEFAULT);
  }

  static Ring joining(Ring ring, Member newcomer) {
    var lists =
        Placement.plan(
            ring, null, List.of(newcomer), ring.members().keySet(), new Random(ring.epoch()));
    return RingChanges.begin(ring, Kind.JOIN, null, List.of(newcomer), lists);
  }

  static Ring joined(Ring ring, Member newcomer) {
    return RingChanges.settle(RingChanges.advance(joining(ring, newcomer)));
  }
}
