package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Placement;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.ring.Token;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.Md5;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.CausalContext;
import org.dynamokv.core.version.CoordinatedPut;
import org.dynamokv.core.version.CoordinatedPut.Applied;
import org.dynamokv.core.version.SiblingPolicy;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.dynamokv.core.version.VersionVector.Order;
import org.junit.jupiter.api.Test;

/** What the paper says of the ring (4.2, 4.3, 4.6, 4.9) and of versions (4.4), on pure values. */
class DynamoPaperRulesTest {
  private static final int Q = 256;
  private static final int N = 3;
  private static final Actor SX = new Actor(new NodeId(1), 1, 0);
  private static final Actor SY = new Actor(new NodeId(2), 1, 0);
  private static final Actor SZ = new Actor(new NodeId(3), 1, 0);

  private static Member member(int number, int racks) {
    return new Member(new NodeId(number), "n" + number, "rack" + number % racks, new TreeMap<>());
  }

  /** A ring that grew node by node. */
  private static Ring grown(int nodes, int racks) {
    Ring ring = RingChanges.found("paper", 1, member(1, racks), Q, BucketProperties.DEFAULT);
    for (int i = 2; i <= nodes; i++) {
      ring = joined(ring, member(i, racks));
    }
    return ring;
  }

  private static Ring joined(Ring ring, Member newcomer) {
    List<List<NodeId>> lists =
        Placement.plan(
            ring, null, List.of(newcomer), ring.members().keySet(), new Random(ring.epoch()));
    Ring moving = RingChanges.begin(ring, Kind.JOIN, null, List.of(newcomer), lists);
    return RingChanges.settle(RingChanges.advance(moving));
  }

  private static List<NodeId> owners(Ring ring, int partition) {
    return ring.partition(partition).owners().stream().map(Owner::node).toList();
  }

  // 4.1, 4.2

  /** "applies a MD5 hash on the key to generate a 128-bit identifier". */
  @Test
  void placeOfAKeyIsItsMd5Hash() {
    Key key = Key.of("b", "key");
    assertThat(Token.of(key)).isEqualTo(Bytes.wrap(Md5.of(Bytes.utf8("\u0001bkey").array())));
    assertThat(Token.of(key).length() * 8).isEqualTo(128);
  }

  /** Section 6.2, strategy 3: "Q equal sized partitions"; the hash space is "a fixed circular". */
  @Test
  void partitionsAreEqualRangesOfTheHash() {
    int[] keys = new int[16];
    for (int i = 0; i < 64_000; i++) {
      Key key = Key.of("key" + i);
      BigInteger token = new BigInteger(1, Token.of(key).array());
      int partition = Token.partition(key, keys.length);
      assertThat(token.shiftRight(128 - 4).intValue()).isEqualTo(partition);
      keys[partition]++;
    }
    for (int count : keys) {
      assertThat(count).isBetween(3_600, 4_400);
    }
  }

  /** "each node gets assigned to multiple points in the ring". */
  @Test
  void everyNodeHasManyPlacesInTheRing() {
    Ring ring = grown(5, 10);
    for (NodeId node : ring.members().keySet()) {
      assertThat(positions(ring, node)).isBetween(N * Q / 5, N * Q / 5 + 1);
    }
  }

  private static int positions(Ring ring, NodeId node) {
    int count = 0;
    for (int p = 0; p < Q; p++) {
      count += owners(ring, p).contains(node) ? 1 : 0;
    }
    return count;
  }

  /** "other nodes remain unaffected": whoever comes takes, and nobody else does. */
  @Test
  void arrivalMovesNothingBetweenTheOthers() {
    Ring before = grown(5, 10);
    Ring after = joined(before, member(6, 10));
    for (int p = 0; p < Q; p++) {
      Set<NodeId> gained = new HashSet<>(owners(after, p));
      gained.removeAll(owners(before, p));
      assertThat(gained).isSubsetOf(new NodeId(6));
    }
  }

  /** "accepts a roughly equivalent amount of load from each of the other available nodes". */
  @Test
  void newcomerTakesAboutAsMuchFromEachOther() {
    Ring before = grown(5, 10);
    Ring after = joined(before, member(6, 10));
    for (NodeId node : before.members().keySet()) {
      int given = positions(before, node) - positions(after, node);
      assertThat(given).as(node.toString()).isBetween(N * Q / 30 - 1, N * Q / 30 + 2);
    }
  }

  // 4.3, 4.6

  /** "the list contains only distinct physical nodes". */
  @Test
  void preferenceListsHoldDistinctNodes() {
    for (int nodes = 1; nodes <= 7; nodes++) {
      Ring ring = grown(nodes, nodes);
      for (int p = 0; p < Q; p++) {
        List<NodeId> list = new ArrayList<>(owners(ring, p));
        assertThat(list).hasSize(Math.min(N, nodes)).doesNotHaveDuplicates();
        list.addAll(ring.standIns(p));
        assertThat(list).hasSize(nodes).doesNotHaveDuplicates();
      }
    }
  }

  /** "the storage nodes are spread across multiple data centers". */
  @Test
  void preferenceListsAreSpreadOverRacks() {
    Ring ring = grown(6, 3);
    for (int p = 0; p < Q; p++) {
      assertThat(owners(ring, p).stream().map(ring.members()::get).map(Member::rack))
          .doesNotHaveDuplicates();
    }
  }

  // 4.4: the example of the paper's figure 3

  private static Applied put(StoredObject copy, Actor server, CausalContext seen, String value) {
    Content content = Content.of(Bytes.utf8(value));
    return (Applied)
        new CoordinatedPut(content, seen, 1, 0, SiblingPolicy.DEFAULT).applyTo(copy, server);
  }

  private static VersionVector clock(long x, long y, long z) {
    VersionVector clock = VersionVector.EMPTY;
    Actor[] servers = {SX, SY, SZ};
    long[] counters = {x, y, z};
    for (int i = 0; i < servers.length; i++) {
      if (counters[i] > 0) {
        clock = clock.join(VersionVector.of(new Actor[] {servers[i]}, new long[] {counters[i]}));
      }
    }
    return clock;
  }

  /** D1 and D2 by Sx, D3 by Sy, D4 by Sz, and D5 by Sx, which reconciles them. */
  @Test
  void versionsOfAnObjectEvolveAsInTheFigure() {
    StoredObject d1 = put(StoredObject.EMPTY, SX, CausalContext.NOTHING, "D1").object();
    assertThat(d1.vector()).isEqualTo(clock(1, 0, 0));
    StoredObject d2 = put(d1, SX, CausalContext.of(d1), "D2").object();
    assertThat(d2.vector()).isEqualTo(clock(2, 0, 0));
    assertThat(Quartet.values(d2.merge(d1))).containsExactly("D2");

    StoredObject d3 = put(d2, SY, CausalContext.of(d2), "D3").object();
    StoredObject d4 = put(d2, SZ, CausalContext.of(d2), "D4").object();
    assertThat(d3.vector()).isEqualTo(clock(2, 1, 0));
    assertThat(d4.vector()).isEqualTo(clock(2, 0, 1));
    StoredObject both = d3.merge(d4);
    assertThat(Quartet.values(both)).containsExactly("D3", "D4");
    assertThat(CausalContext.of(both).vector()).isEqualTo(clock(2, 1, 1));

    StoredObject d5 = put(both, SX, CausalContext.of(both), "D5").object();
    assertThat(d5.vector()).isEqualTo(clock(3, 1, 1));
    assertThat(Quartet.values(d5.merge(d3).merge(d4))).containsExactly("D5");
  }

  /** "then the first is an ancestor of the second and can be forgotten". */
  @Test
  void clockWhoseCountersAreAllLessOrEqualIsAnAncestor() {
    assertThat(clock(2, 0, 0).compare(clock(2, 1, 0))).isEqualTo(Order.BEFORE);
    assertThat(clock(3, 1, 1).compare(clock(2, 0, 1))).isEqualTo(Order.AFTER);
  }

  /** "Otherwise, the two changes are considered to be in conflict". */
  @Test
  void clocksThatEachKnowMoreAreInConflict() {
    assertThat(clock(2, 1, 0).compare(clock(2, 0, 1))).isEqualTo(Order.CONCURRENT);
  }

  /** "a new and immutable version of the data". */
  @Test
  void putLeavesTheVersionBeforeItAsItWas() {
    StoredObject first = put(StoredObject.EMPTY, SX, CausalContext.NOTHING, "D1").object();
    put(first, SX, CausalContext.of(first), "D2");
    assertThat(Quartet.values(first)).containsExactly("D1");
    assertThat(first.vector()).isEqualTo(clock(1, 0, 0));
  }
}
