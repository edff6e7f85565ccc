package org.dynamokv.core.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Change.Phase;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/**
 * Transitions and evidence. The names of the model's directed counterexamples are kept: members 1 2
 * 3 5 6, one partition on (1 2 3), 3/2/2, node 4 joins in the place of node 1.
 */
class RingChangesTest {
  private static final Set<NodeId> NOBODY = Set.of();

  private static Ring five() {
    Ring ring = Rings.founded(1, BucketProperties.DEFAULT, 0);
    for (int id : new int[] {2, 3, 5, 6}) {
      Member newcomer = Rings.member(id, 0);
      List<NodeId> list = new ArrayList<>(Rings.nodes(ring.partition(0).owners()));
      if (list.size() < 3) {
        list.add(newcomer.id());
      }
      Ring moving =
          RingChanges.begin(ring, Kind.JOIN, null, List.of(newcomer), List.of(List.copyOf(list)));
      ring = Rings.settled(moving);
    }
    return ring;
  }

  private static Ring fourForOne() {
    return RingChanges.begin(
        five(), Kind.JOIN, null, List.of(Rings.member(4, 0)), List.of(Rings.ids(4, 2, 3)));
  }

  @Test
  void nodeThatLeavesStandsInForNobody() {
    Ring settled = Rings.founded(4, Rings.properties(1, 1, 1), 1);
    for (int id = 2; id <= 3; id++) {
      settled = Rings.settled(Rings.joining(settled, Rings.member(id, 1), new Random(id)));
    }
    NodeId leaver = new NodeId(2);
    Ring leaving = Rings.leaving(settled, leaver, new Random(4));
    for (int p = 0; p < 4; p++) {
      assertThat(leaving.standIns(p)).doesNotContain(leaver);
    }
    assertThat(settled.takesHints(leaver)).isTrue();
    assertThat(leaving.takesHints(leaver)).isFalse();
  }

  @Test
  void aJoinGoesThroughMovingAndReading() {
    Ring settled = five();
    Ring moving = fourForOne();
    assertThat(moving.epoch()).isEqualTo(settled.epoch() + 1);
    assertThat(moving.change().id()).isEqualTo(moving.epoch());
    assertThat(moving.members()).isEqualTo(settled.members());
    assertThat(moving.readers(0, 3)).isEqualTo(Rings.ids(1, 2, 3));
    assertThat(moving.writers(0, 3)).containsExactly(Rings.ids(1, 2, 3), Rings.ids(4, 2, 3));
    Ring reading = RingChanges.advance(moving);
    assertThat(reading.change().phase()).isEqualTo(Phase.READING);
    assertThat(reading.change().id()).isEqualTo(moving.epoch());
    assertThat(reading.readers(0, 3)).isEqualTo(Rings.ids(4, 2, 3));
    Ring after = RingChanges.settle(reading);
    assertThat(after.change()).isNull();
    assertThat(after.members()).containsKey(new NodeId(4));
    assertThat(Rings.nodes(after.partition(0).owners())).isEqualTo(Rings.ids(4, 2, 3));
    assertThat(after.partition(0).isMoving()).isFalse();
  }

  @Test
  void tenureIsTheChangeThatMadeAnOwner() {
    Ring before = five();
    Ring moving = fourForOne();
    assertThat(moving.partition(0).ownerOf(new NodeId(4)).tenure()).isEqualTo(moving.epoch());
    assertThat(moving.partition(0).ownerOf(new NodeId(2)))
        .isEqualTo(before.partition(0).ownerOf(new NodeId(2)));
  }

  @Test
  void anAbortRestoresTheOwnersUnderANewEpoch() {
    Ring before = five();
    Ring after = RingChanges.abort(fourForOne());
    assertThat(after.epoch()).isEqualTo(before.epoch() + 2);
    assertThat(after.members()).isEqualTo(before.members());
    assertThat(after.partition(0).owners()).isEqualTo(before.partition(0).owners());
    assertThat(after.removed()).isEmpty();
  }

  @Test
  void oneChangeAtATime() {
    assertThatThrownBy(() -> Rings.joining(fourForOne(), Rings.member(7, 0), new Random(1)))
        .hasMessageContaining("one change at a time");
  }

  /** Case fence: every step raises the epoch below which the partition's requests are refused. */
  @Test
  void fenceEveryStepOfAMovingPartitionRaisesSince() {
    Ring moving = fourForOne();
    Ring reading = RingChanges.advance(moving);
    assertThat(moving.partition(0).since()).isEqualTo(moving.epoch());
    assertThat(reading.partition(0).since()).isEqualTo(reading.epoch());
    assertThat(RingChanges.settle(reading).partition(0).since()).isEqualTo(reading.epoch() + 1);
    assertThat(RingChanges.abort(moving).partition(0).since()).isEqualTo(moving.epoch() + 1);
  }

  @Test
  void partitionsThatStayKeepSince() {
    Ring ring = Rings.founded(64, BucketProperties.DEFAULT, 0);
    for (int id = 2; id <= 4; id++) {
      ring = Rings.settled(Rings.joining(ring, Rings.member(id, 0), new Random(id)));
    }
    Ring moving = Rings.joining(ring, Rings.member(5, 0), new Random(5));
    for (int p = 0; p < 64; p++) {
      if (!moving.partition(p).isMoving()) {
        assertThat(moving.partition(p)).isSameAs(ring.partition(p));
      }
    }
    assertThat(new Evidence(moving).moving()).hasSize(64 * 3 / 5);
  }

  /** Case sources: one old owner that stays may lack what was acknowledged. */
  @Test
  void sourcesOneOwnerThatStaysIsNotEnough() {
    Evidence evidence = new Evidence(fourForOne());
    NodeId four = new NodeId(4);
    assertThat(evidence.needers(0)).containsExactly(four);
    assertThat(evidence.sources(0, four)).isEqualTo(Rings.ids(1, 2, 3));
    assertThat(evidence.isComplete(0, four, Rings.ids(2))).isFalse();
    assertThat(evidence.isComplete(0, four, Rings.ids(2, 3))).isTrue();
    assertThat(evidence.isComplete(0, four, Rings.ids(1))).isTrue();
  }

  /** Case barrier: two old owners that have not heard of READING could still answer a read. */
  @Test
  void barrierTwoUnfencedOldOwnersBlockTheLastStep() {
    Evidence evidence = new Evidence(RingChanges.advance(fourForOne()));
    assertThat(evidence.isFenced(0, Rings.ids(3, 4, 5, 6))).isFalse();
    assertThat(evidence.isFenced(0, Rings.ids(1))).isTrue();
    assertThat(evidence.isFenced(0, Rings.ids(2, 3))).isTrue();
  }

  /** Case readphase: nothing leads from MOVING to SETTLED with the new owners in one step. */
  @Test
  void readphaseAMovingRingCannotBeSettled() {
    assertThatThrownBy(() -> RingChanges.settle(fourForOne())).hasMessageContaining("READING");
  }

  /** Case noabort2: once the new owners may be read there is no way back. */
  @Test
  void noabort2AReadingRingCannotBeAborted() {
    Ring reading = RingChanges.advance(fourForOne());
    assertThatThrownBy(() -> RingChanges.abort(reading)).hasMessageContaining("MOVING");
  }

  /** Case removed: the removed owner gives nothing, so two of the old owners must. */
  @Test
  void removedSurvivorsAreTheSources() {
    Ring moving =
        RingChanges.begin(
            five(), Kind.REMOVE, new NodeId(1), List.of(), List.of(Rings.ids(2, 3, 5)));
    Evidence evidence = new Evidence(moving);
    NodeId five = new NodeId(5);
    assertThat(evidence.isComplete(0, five, Rings.ids(3))).isFalse();
    assertThat(evidence.isComplete(0, five, Rings.ids(2, 3))).isTrue();
    Evidence reading = new Evidence(RingChanges.advance(moving));
    assertThat(reading.isFenced(0, NOBODY)).as("the operator vouched for node 1").isTrue();
  }

  @Test
  void aBucketWithASmallerNIsProvedForItsHeadOfTheList() {
    Ring ring = Rings.withBucket(five(), "single", Rings.properties(1, 1, 1));
    Ring moving =
        RingChanges.begin(
            ring, Kind.JOIN, null, List.of(Rings.member(4, 0)), List.of(Rings.ids(4, 2, 3)));
    Evidence evidence = new Evidence(moving);
    NodeId four = new NodeId(4);
    assertThat(evidence.isComplete(0, four, Rings.ids(2, 3))).as("node 1 alone held it").isFalse();
    assertThat(evidence.isComplete(0, four, Rings.ids(1))).isTrue();
    assertThat(new Evidence(RingChanges.advance(moving)).isFenced(0, Rings.ids(2, 3))).isFalse();
  }
}
