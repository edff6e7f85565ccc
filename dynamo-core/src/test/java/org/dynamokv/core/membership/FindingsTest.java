package org.dynamokv.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.dynamokv.core.message.MembershipMessage.ChangeStatus;
import org.dynamokv.core.message.MembershipMessage.FinishedStream;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/** What a driver may conclude from what it was told, and the small pure parts beside it. */
class FindingsTest {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);
  private static final NodeId FOUR = new NodeId(4);
  private static final Predicate<NodeId> ALL = node -> true;

  private final Ring moving = TestRings.joining(three(), TestRings.member(4));

  private static Ring three() {
    Ring ring = TestRings.founded(8);
    ring = TestRings.joined(ring, TestRings.member(2));
    return TestRings.joined(ring, TestRings.member(3));
  }

  private static Findings of(Ring ring) {
    return new Findings(ring, ring.change());
  }

  private ChangeStatus allStreamed(long change) {
    List<FinishedStream> streams = new ArrayList<>();
    for (int p = 0; p < 8; p++) {
      for (NodeId source : List.of(ONE, TWO, THREE)) {
        streams.add(new FinishedStream(p, source));
      }
    }
    return new ChangeStatus(change, moving.epoch(), streams, 0, 1);
  }

  @Test
  void allClearNeedsTheNewcomersWord() {
    Findings findings = of(moving);
    assertThat(findings.isProven(ALL)).isFalse();
    assertThat(findings.lacking()).containsEntry(FOUR, 6);
    assertThat(findings.add(FOUR, allStreamed(moving.change().id()))).isTrue();
    assertThat(findings.isProven(ALL)).isTrue();
    assertThat(findings.waitingFor(NodeId::toString, ALL)).isEmpty();
  }

  @Test
  void evidenceOfAnotherChangeOrAStrangerProvesNothing() {
    Findings findings = of(moving);
    assertThat(findings.add(FOUR, allStreamed(moving.change().id() - 3))).isFalse();
    assertThat(findings.add(new NodeId(99), allStreamed(moving.change().id()))).isFalse();
    assertThat(findings.isProven(ALL)).isFalse();
  }

  @Test
  void theSameStatusAgainIsNoProgress() {
    Findings findings = of(moving);
    ChangeStatus status = allStreamed(moving.change().id());
    assertThat(findings.add(FOUR, status)).isTrue();
    assertThat(findings.add(FOUR, status)).isFalse();
  }

  @Test
  void settlingWaitsForOwnersAtTheReadingEpoch() {
    Ring reading = RingChanges.advance(moving);
    long change = reading.change().id();
    Findings findings = of(reading);
    for (NodeId old : List.of(ONE, TWO, THREE)) {
      findings.add(old, new ChangeStatus(change, moving.epoch(), List.of(), 0, 0));
    }
    assertThat(findings.isProven(ALL)).isFalse();
    assertThat(findings.waitingFor(NodeId::toString, ALL)).startsWith("6 partitions wait for ring");
    for (NodeId old : List.of(ONE, TWO)) {
      findings.add(old, new ChangeStatus(change, reading.epoch(), List.of(), 0, 0));
    }
    assertThat(findings.isProven(ALL)).isTrue();
  }

  @Test
  void aDeadNewcomerIsNeeded() {
    Predicate<NodeId> alive = node -> !node.equals(FOUR) && !node.equals(TWO);
    assertThat(of(moving).deadAndNeeded(alive)).containsExactly(TWO, FOUR);
    assertThat(of(moving).deadAndNeeded(ALL)).isEmpty();
    assertThat(of(moving).waitingFor(NodeId::toString, alive))
        .isEqualTo(FOUR + " lacks 6 partitions and does not answer");
  }

  @Test
  void permissionNeedsAllThatAnswerAndAMajority() {
    Permission permission = new Permission(ONE, List.of(TWO, THREE));
    assertThat(permission.verdict()).isEqualTo(Permission.Verdict.WAIT);
    permission.absent(THREE);
    permission.answered(TWO, true);
    permission.answered(THREE, false);
    assertThat(permission.verdict()).as("too late to say no").isEqualTo(Permission.Verdict.GRANTED);
    assertThat(permission.yes()).containsExactly(ONE, TWO);
    Permission alone = new Permission(ONE, List.of(TWO, THREE));
    alone.absent(TWO);
    alone.absent(THREE);
    assertThat(alone.verdict()).isEqualTo(Permission.Verdict.NO_MAJORITY);
    Permission busy = new Permission(ONE, List.of(TWO, THREE));
    busy.answered(TWO, false);
    assertThat(busy.verdict()).isEqualTo(Permission.Verdict.BUSY);
  }

  @Test
  void aGrantIsForOneAskerAndExpires() {
    Grant grant = new Grant(100);
    assertThat(grant.give(ONE, 7, -50)).isTrue();
    assertThat(grant.give(ONE, 7, 0)).isTrue();
    assertThat(grant.give(ONE, 8, 1)).isFalse();
    assertThat(grant.give(TWO, 1, 99)).isFalse();
    assertThat(grant.give(TWO, 1, 100)).isTrue();
    grant.clear();
    assertThat(grant.give(ONE, 9, 101)).isTrue();
  }

  @Test
  void aSourceThatLooksDeadOrKeepsFailingIsPassedOver() {
    SourceChoice choice = new SourceChoice();
    List<NodeId> sources = List.of(ONE, TWO, THREE);
    assertThat(choice.choose(sources, Set.of(), ALL, 0)).isEqualTo(ONE);
    assertThat(choice.choose(sources, Set.of(ONE), ALL, 0)).isEqualTo(TWO);
    assertThat(choice.choose(sources, Set.of(), n -> !n.equals(ONE), 0)).isEqualTo(TWO);
    choice.failed(ONE, 0);
    assertThat(choice.choose(sources, Set.of(), ALL, 10)).as("wait for the best").isNull();
    choice.failed(ONE, 1000);
    choice.failed(ONE, 2000);
    assertThat(choice.choose(sources, Set.of(), ALL, 9000)).isEqualTo(TWO);
    choice.worked(ONE);
    assertThat(choice.choose(sources, Set.of(), ALL, 9000)).isEqualTo(ONE);
  }
}
