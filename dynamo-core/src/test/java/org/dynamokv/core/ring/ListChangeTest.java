package org.dynamokv.core.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/**
 * COMPLETE and FENCED against slow twins: the rule written out as loops, and what it is for, by
 * trying every quorum.
 */
class ListChangeTest {
  private static final int RUNS = 4000;

  private record Sample(ListChange change, Map<NodeId, Set<NodeId>> streams, Set<NodeId> beyond) {}

  private static Sample sample(Random random) {
    List<NodeId> pool = new ArrayList<>(Rings.ids(1, 2, 3, 4, 5, 6));
    Collections.shuffle(pool, random);
    Quorums old = quorums(random);
    Quorums now = random.nextInt(4) == 0 ? quorums(random) : old;
    int available = 1 + random.nextInt(5);
    List<NodeId> before = pool.subList(0, Math.min(old.n(), available));
    Collections.shuffle(pool.subList(random.nextInt(pool.size()), pool.size()), random);
    List<NodeId> after = changed(new ArrayList<>(before), pool, now, random);
    Map<NodeId, Set<NodeId>> streams = new HashMap<>();
    after.forEach(d -> streams.put(d, some(before, random)));
    return new Sample(new ListChange(before, after, old, now), streams, some(before, random));
  }

  private static Quorums quorums(Random random) {
    int n = 1 + random.nextInt(4);
    return new Quorums(n, 1 + random.nextInt(n), 1 + random.nextInt(n));
  }

  private static List<NodeId> changed(
      List<NodeId> list, List<NodeId> pool, Quorums now, Random random) {
    for (int i = random.nextInt(3); i > 0 && !list.isEmpty(); i--) {
      list.remove(random.nextInt(list.size()));
    }
    for (NodeId node : pool) {
      if (list.size() < now.n() && !list.contains(node) && random.nextBoolean()) {
        list.add(random.nextInt(list.size() + 1), node);
      }
    }
    if (list.isEmpty()) {
      list.add(pool.get(0));
    }
    return list.subList(0, Math.min(list.size(), now.n()));
  }

  private static Set<NodeId> some(List<NodeId> of, Random random) {
    Set<NodeId> out = new HashSet<>(of);
    out.removeIf(n -> random.nextInt(3) == 0);
    return out;
  }

  @Test
  void completeIsTheRuleWrittenOut() {
    for (long seed = 1; seed <= RUNS; seed++) {
      Sample s = sample(new Random(seed));
      for (NodeId d : s.change.needers()) {
        boolean is = s.change.isComplete(d, s.streams.get(d));
        assertThat(is).as("seed " + seed + s).isEqualTo(slowComplete(s, d));
      }
    }
  }

  private static boolean slowComplete(Sample s, NodeId d) {
    ListChange c = s.change;
    boolean strict = c.after().size() < c.before().size() || !c.old().equals(c.now());
    boolean anyLeft = false;
    boolean allLeaversStreamed = true;
    int held = 0;
    for (NodeId o : c.before()) {
      boolean streamed = s.streams.get(d).contains(o);
      boolean leaves = !c.after().contains(o);
      anyLeft |= leaves;
      allLeaversStreamed &= !leaves || streamed;
      held += streamed || o.equals(d) ? 1 : 0;
    }
    int w = Math.min(c.old().w(), c.before().size());
    return !strict && anyLeft && allLeaversStreamed || held >= c.before().size() - w + 1;
  }

  @Test
  void fencedIsTheRuleWrittenOut() {
    for (long seed = 1; seed <= RUNS; seed++) {
      Sample s = sample(new Random(seed));
      assertThat(s.change.isFenced(s.beyond)).as("seed " + seed + s).isEqualTo(slowFenced(s));
    }
  }

  private static boolean slowFenced(Sample s) {
    ListChange c = s.change;
    boolean same = c.after().size() == c.before().size() && c.old().equals(c.now());
    int fenced = 0;
    for (NodeId o : c.before()) {
      boolean answered = s.beyond.contains(o);
      fenced += answered ? 1 : 0;
      same &= answered || c.after().contains(o);
    }
    int r = Math.min(c.old().r(), c.before().size());
    return same || fenced >= c.before().size() - r + 1;
  }

  @Test
  void afterCompleteEveryReadOfTheNewOwnersSeesEveryAcknowledgedWrite() {
    int proved = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      Sample s = sample(new Random(seed));
      if (overlaps(s.change.old()) && overlaps(s.change.now()) && allComplete(s)) {
        proved++;
        checkReads(s, "seed " + seed + s);
      }
    }
    assertThat(proved).isGreaterThan(RUNS / 20);
  }

  private static boolean overlaps(Quorums q) {
    return q.r() + q.w() > q.n();
  }

  private static boolean allComplete(Sample s) {
    ListChange c = s.change;
    return c.needers().stream().allMatch(d -> c.isComplete(d, s.streams.get(d)));
  }

  private static void checkReads(Sample s, String what) {
    ListChange c = s.change;
    int w = Math.min(c.old().w(), c.before().size());
    int r = Math.min(c.now().r(), c.after().size());
    for (Set<NodeId> writers : Rings.subsets(c.before(), w)) {
      Set<NodeId> holders = new HashSet<>(writers);
      for (NodeId d : c.needers()) {
        if (s.streams.get(d).stream().anyMatch(writers::contains)) {
          holders.add(d);
        }
      }
      for (Set<NodeId> readers : Rings.subsets(c.after(), r)) {
        assertThat(holders).as(what).containsAnyElementsOf(readers);
      }
    }
  }

  @Test
  void afterFencedNoReadOfTheOldOwnersMissesAWriteToTheNew() {
    int proved = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      Sample s = sample(new Random(seed));
      if (overlaps(s.change.old()) && overlaps(s.change.now()) && s.change.isFenced(s.beyond)) {
        proved++;
        checkOldReads(s, "seed " + seed + s);
      }
    }
    assertThat(proved).isGreaterThan(RUNS / 20);
  }

  private static void checkOldReads(Sample s, String what) {
    ListChange c = s.change;
    List<NodeId> behind = c.before().stream().filter(o -> !s.beyond.contains(o)).toList();
    int r = Math.min(c.old().r(), c.before().size());
    int w = Math.min(c.now().w(), c.after().size());
    for (Set<NodeId> readers : Rings.subsets(behind, r)) {
      for (Set<NodeId> writers : Rings.subsets(c.after(), w)) {
        assertThat(readers).as(what).containsAnyElementsOf(writers);
      }
    }
  }
}
