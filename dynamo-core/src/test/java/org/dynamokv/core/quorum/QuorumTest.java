package org.dynamokv.core.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dynamokv.core.quorum.Quorum.State;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

class QuorumTest {
  private static final NodeId A = new NodeId(1);
  private static final NodeId B = new NodeId(2);
  private static final NodeId C = new NodeId(3);
  private static final NodeId D = new NodeId(4);
  private static final NodeId E = new NodeId(5);

  @Test
  void wDistinctAnswersReachIt() {
    Quorum q = new Quorum(List.of(List.of(A, B, C)), 2, true);
    assertThat(q.answered(A, A)).isEqualTo(State.PENDING);
    assertThat(q.answered(A, A)).isEqualTo(State.PENDING);
    assertThat(q.answered(C, C)).isEqualTo(State.REACHED);
    assertThat(q.isStrict()).isTrue();
  }

  @Test
  void oneStandInCountsForOneOwnerOnly() {
    Quorum q = new Quorum(List.of(List.of(A, B, C)), 2, true);
    q.answered(B, D);
    assertThat(q.answered(C, D)).isEqualTo(State.PENDING);
    assertThat(q.answered(C, E)).isEqualTo(State.REACHED);
    assertThat(q.isStrict()).isFalse();
  }

  @Test
  void ownerIsNoStandInForAnother() {
    Quorum q = new Quorum(List.of(List.of(A, B, C)), 2, true);
    q.answered(A, A);
    assertThat(q.answered(B, A)).isEqualTo(State.PENDING);
  }

  @Test
  void strictDoesNotCountStandIns() {
    Quorum q = new Quorum(List.of(List.of(A, B, C)), 2, false);
    q.answered(A, A);
    assertThat(q.answered(B, D)).isEqualTo(State.PENDING);
  }

  @Test
  void bothListsOfAMoveMustGiveTheirOwnQuorum() {
    Quorum q = new Quorum(List.of(List.of(A, B, C), List.of(D, B, C)), 2, true);
    q.answered(A, A);
    assertThat(q.answered(B, B)).isEqualTo(State.PENDING);
    assertThat(q.needed() - q.got()).isEqualTo(1);
    assertThat(q.answered(D, D)).isEqualTo(State.REACHED);
  }

  @Test
  void shortListNeedsAllOfItsNodes() {
    Quorum q = new Quorum(List.of(List.of(A)), 2, true);
    assertThat(q.answered(A, A)).isEqualTo(State.REACHED);
  }

  @Test
  void lostNodesMakeItImpossibleUnlessTheyAnswerAfterAll() {
    Quorum q = new Quorum(List.of(List.of(A, B, C)), 2, true);
    q.lost(A);
    assertThat(q.lost(B)).isEqualTo(State.IMPOSSIBLE);
    assertThat(q.answered(A, A)).isEqualTo(State.PENDING);
    assertThat(q.answered(C, C)).isEqualTo(State.REACHED);
  }

  @Test
  void withdrawnAnswerCountsNoMore() {
    Quorum q = new Quorum(List.of(List.of(A, B, C)), 2, true);
    q.answered(A, A);
    q.answered(B, B);
    q.withdrawn(B, D);
    assertThat(q.state()).isEqualTo(State.REACHED);
    q.withdrawn(B, B);
    assertThat(q.state()).isEqualTo(State.PENDING);
  }

  /** A slow twin that only keeps the list of what happened. */
  @Test
  void countsAsATwinThatReplaysEverything() {
    List<NodeId> all = List.of(A, B, C, D, E);
    for (long seed = 0; seed < 2_000; seed++) {
      Random r = new Random(seed);
      List<List<NodeId>> lists = new ArrayList<>();
      for (int i = 0; i <= r.nextInt(2); i++) {
        List<NodeId> list = new ArrayList<>(all.subList(0, 4));
        java.util.Collections.shuffle(list, r);
        lists.add(List.copyOf(list.subList(0, 1 + r.nextInt(3))));
      }
      int w = 1 + r.nextInt(3);
      boolean sloppy = r.nextBoolean();
      Quorum q = new Quorum(lists, w, sloppy);
      List<NodeId[]> events = new ArrayList<>();
      for (int step = 0; step < 12; step++) {
        NodeId target = all.get(r.nextInt(4));
        if (lists.stream().noneMatch(l -> l.contains(target))) {
          continue;
        }
        NodeId by = r.nextInt(3) == 0 ? null : r.nextBoolean() ? target : all.get(r.nextInt(5));
        events.add(new NodeId[] {target, by});
        State state = by == null ? q.lost(target) : q.answered(target, by);
        assertThat(state)
            .as("seed %d step %d", seed, step)
            .isEqualTo(twin(lists, w, sloppy, events));
      }
    }
  }

  private static State twin(
      List<List<NodeId>> lists, int w, boolean sloppy, List<NodeId[]> events) {
    Set<NodeId> listed = new LinkedHashSet<>();
    lists.forEach(listed::addAll);
    Map<NodeId, NodeId> answers = new LinkedHashMap<>();
    Set<NodeId> lost = new LinkedHashSet<>();
    for (NodeId[] e : events) {
      if (e[1] == null) {
        lost.add(e[0]);
      } else if (e[1].equals(e[0])) {
        answers.put(e[0], e[1]);
      } else if (sloppy
          && !listed.contains(e[1])
          && !answers.containsKey(e[0])
          && !answers.containsValue(e[1])) {
        answers.put(e[0], e[1]);
      }
    }
    boolean reached = true;
    for (List<NodeId> list : lists) {
      int needed = Math.min(w, list.size());
      long got = list.stream().filter(answers::containsKey).count();
      long possible =
          list.stream().filter(n -> answers.containsKey(n) || !lost.contains(n)).count();
      if (possible < needed) {
        return State.IMPOSSIBLE;
      }
      reached &= got >= needed;
    }
    return reached ? State.REACHED : State.PENDING;
  }
}
