package org.dynamokv.core.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/** Every sequence of joins keeps the promises of placement; seeds are in the failure. */
class PlacementTest {
  private static final int RUNS = 80;
  private static final int[] PARTITIONS = {1, 8, 64, 256};

  @Test
  void anySequenceOfJoinsIsBalancedDistinctAndMovesTheLeast() {
    int needed = 0;
    int extra = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      Random random = new Random(seed);
      int q = PARTITIONS[random.nextInt(PARTITIONS.length)];
      int n = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 3;
      int racks = 1 + random.nextInt(4);
      Ring ring = Rings.founded(q, Rings.properties(n, 1, n), random.nextInt(racks));
      int nodes = 2 + random.nextInt(11);
      for (int id = 2; id <= nodes; id++) {
        Member newcomer = Rings.member(id, random.nextInt(racks));
        Ring moving = Rings.joining(ring, newcomer, random);
        Ring after = Rings.settled(moving);
        String what = "seed %d: q=%d n=%d node %d of %d".formatted(seed, q, n, id, nodes);
        checkLists(after, n, what);
        checkBalance(after, what);
        checkRacks(after, what);
        extra += checkMovement(ring, after, newcomer.id(), what);
        needed += loads(after).get(newcomer.id());
        ring = after;
      }
    }

    assertThat(extra).as("moves for racks alone").isLessThan(needed / 50);
  }

  private static void checkLists(Ring ring, int n, String what) {
    int length = Math.min(n, ring.members().size());
    for (Partition p : ring.partitions()) {
      assertThat(Rings.nodes(p.owners())).as(what).hasSize(length).doesNotHaveDuplicates();
      assertThat(ring.members().keySet()).as(what).containsAll(Rings.nodes(p.owners()));
    }
  }

  private static Map<NodeId, Integer> loads(Ring ring) {
    Map<NodeId, Integer> loads = new TreeMap<>();
    ring.members().keySet().forEach(m -> loads.put(m, 0));
    ring.partitions().forEach(p -> p.owners().forEach(o -> loads.merge(o.node(), 1, Integer::sum)));
    return loads;
  }

  private static void checkBalance(Ring ring, String what) {
    var stats = loads(ring).values().stream().mapToInt(i -> i).summaryStatistics();
    assertThat(stats.getMax() - stats.getMin()).as(what + " " + loads(ring)).isLessThan(2);
  }

  /** Distinct racks are possible exactly when no rack's shares together exceed the lists. */
  private static void checkRacks(Ring ring, String what) {
    Map<String, Integer> byRack = new HashMap<>();
    loads(ring).forEach((id, load) -> byRack.merge(rack(ring, id), load, Integer::sum));
    int q = ring.partitions().size();
    if (byRack.values().stream().anyMatch(sum -> sum > q)) {
      return;
    }
    for (Partition p : ring.partitions()) {
      List<String> racks = Rings.nodes(p.owners()).stream().map(id -> rack(ring, id)).toList();
      assertThat(racks).as(what + " " + byRack).doesNotHaveDuplicates();
    }
  }

  private static String rack(Ring ring, NodeId id) {
    return ring.members().get(id).rack();
  }

  private static int collisions(Ring ring) {
    return ring.partitions().stream()
        .map(p -> Rings.nodes(p.owners()).stream().map(id -> rack(ring, id)).toList())
        .mapToInt(racks -> racks.size() - new HashSet<>(racks).size())
        .sum();
  }

  /**
   * The newcomer's share, or every list that grows; anything beyond that must have paid for racks:
   * an exchange moves two positions.
   */
  private static int checkMovement(Ring before, Ring after, NodeId newcomer, String what) {
    int toNewcomer = loads(after).get(newcomer);
    int moved = 0;
    for (int p = 0; p < before.partitions().size(); p++) {
      Set<NodeId> gained = new HashSet<>(Rings.nodes(after.partition(p).owners()));
      gained.removeAll(Rings.nodes(before.partition(p).owners()));
      moved += gained.size();
    }
    assertThat(toNewcomer)
        .as(what)
        .isEqualTo(after.partitions().size() * length(after) / after.members().size());
    boolean oneRack = after.members().values().stream().map(Member::rack).distinct().count() == 1;
    if (oneRack) {
      assertThat(moved).as(what).isEqualTo(toNewcomer);
    }
    int mended = collisions(before) + toNewcomer - collisions(after);
    assertThat(moved).as(what).isLessThanOrEqualTo(toNewcomer + 2 * mended);
    return moved - toNewcomer;
  }

  private static int length(Ring ring) {
    return ring.partition(0).owners().size();
  }

  @Test
  void firstPositionsAreSpread() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      Ring ring = Rings.founded(256, BucketProperties.DEFAULT, 0);
      for (int id = 2; id <= 8; id++) {
        ring = Rings.settled(Rings.joining(ring, Rings.member(id, 0), random));
        Map<NodeId, Integer> firsts = new TreeMap<>();
        ring.partitions().forEach(p -> firsts.merge(p.owners().get(0).node(), 1, Integer::sum));
        var stats = firsts.values().stream().mapToInt(i -> i).summaryStatistics();
        assertThat(firsts).as("seed " + seed).hasSize(id);
        assertThat(stats.getMax() - stats.getMin()).as("seed " + seed + firsts).isLessThan(8);
      }
    }
  }

  @Test
  void nothingIsTakenFromNodesThatDoNotLookUp() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      Ring ring = grown(5, 64, random);
      NodeId down = new NodeId(1 + random.nextInt(5));
      Set<NodeId> up = new HashSet<>(ring.members().keySet());
      up.remove(down);
      Member newcomer = Rings.member(6, random.nextInt(3));
      var lists = Placement.plan(ring, null, List.of(newcomer), up, random);
      for (int p = 0; p < lists.size(); p++) {
        boolean owned = Rings.nodes(ring.partition(p).owners()).contains(down);
        assertThat(lists.get(p).contains(down)).as("seed " + seed).isEqualTo(owned);
      }
    }
  }

  @Test
  void aLeaverHandsItsShareToTheOthersEvenly() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      Ring ring = grown(3 + random.nextInt(6), 64, random);
      NodeId leaver = new NodeId(1 + random.nextInt(ring.members().size()));
      Ring after = Rings.settled(Rings.leaving(ring, leaver, random));
      assertThat(after.members()).doesNotContainKey(leaver);
      assertThat(after.removed()).containsExactly(leaver);
      checkLists(after, 3, "seed " + seed);
      checkBalance(after, "seed " + seed);
      checkRacks(after, "seed " + seed);
    }
  }

  @Test
  void aReplacementTakesExactlyThePlacesOfTheOneItReplaces() {
    Random random = new Random(1);
    Ring ring = grown(4, 64, random);
    NodeId dead = new NodeId(2);
    Member newcomer = Rings.member(5, 1);
    Set<NodeId> up = new HashSet<>(Rings.ids(1, 3, 4));
    var lists = Placement.plan(ring, dead, List.of(newcomer), up, random);
    Ring moving = RingChanges.begin(ring, Kind.REPLACE, dead, List.of(newcomer), lists);
    Ring after = Rings.settled(moving);
    checkLists(after, 3, "replace");
    checkBalance(after, "replace");
    assertThat(loads(after).get(newcomer.id())).isEqualTo(loads(ring).get(dead));
  }

  @Test
  void theSameInputsGiveTheSamePlan() {
    Ring ring = grown(5, 64, new Random(3));
    Member newcomer = Rings.member(6, 0);
    assertThat(Rings.joining(ring, newcomer, new Random(9)))
        .isEqualTo(Rings.joining(ring, newcomer, new Random(9)));
  }

  @Test
  void theLastMemberCannotGo() {
    Ring ring = Rings.founded(8, BucketProperties.DEFAULT, 0);
    assertThatThrownBy(() -> Rings.leaving(ring, new NodeId(1), new Random(1)))
        .hasMessage("the last member cannot go");
  }

  private static Ring grown(int nodes, int partitions, Random random) {
    Ring ring = Rings.founded(partitions, BucketProperties.DEFAULT, 1 % 3);
    for (int id = 2; id <= nodes; id++) {
      ring = Rings.settled(Rings.joining(ring, Rings.member(id, id % 3), random));
    }
    return ring;
  }
}
