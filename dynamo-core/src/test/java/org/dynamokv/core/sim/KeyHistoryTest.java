package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.dynamokv.core.sim.KeyHistory.Outcome;
import org.dynamokv.core.sim.KeyHistory.Write;
import org.junit.jupiter.api.Test;

/** The judge of the simulator, on histories written by hand. */
class KeyHistoryTest {
  private final KeyHistory history = new KeyHistory();
  private int now;

  private static BitSet set(int... ids) {
    BitSet set = new BitSet();
    for (int id : ids) {
      set.set(id);
    }
    return set;
  }

  private Write put(int id, int... shown) {
    return history.begin(id, false, history.pastOf(set(shown)), ++now);
  }

  private Write delete(int id, int... shown) {
    return history.begin(id, true, history.pastOf(set(shown)), ++now);
  }

  private Write acked(Write write, String... hosts) {
    write.durableAt.addAll(java.util.List.of(hosts));
    write.outcome = Outcome.ACKED;
    write.endedAt = ++now;
    return write;
  }

  private Write strictly(Write write) {
    acked(write, "a", "b").strictlyHeldBy = 2;
    return write;
  }

  @Test
  void concurrentWritesAreBothThere() {
    acked(put(1), "a", "b");
    acked(put(2), "b", "c");
    assertThat(history.wrongAtTheEnd(set(1, 2))).isEmpty();
    assertThat(history.wrongAtTheEnd(set(1))).hasSize(1).first().asString().startsWith("lost");
  }

  @Test
  void overwrittenValueMustGoAndItsSuccessorMustStay() {
    acked(put(1), "a");
    acked(put(2, 1), "a");
    assertThat(history.wrongAtTheEnd(set(2))).isEmpty();
    assertThat(history.wrongAtTheEnd(set())).hasSize(1);
    assertThat(history.wrongAtTheEnd(set(1))).hasSize(2);
    assertThat(history.wrongAtTheEnd(set(1, 2))).isNotEmpty();
  }

  @Test
  void causalityGoesThroughWritesThatWereNeverAcknowledged() {
    acked(put(1), "a");
    put(2, 1);
    acked(put(3, 2), "a");
    assertThat(history.wrongAtTheEnd(set(3))).isEmpty();
    assertThat(history.wrongAtTheEnd(set(1, 3))).isNotEmpty();
  }

  @Test
  void writeThatStoodOnNoDiskCoversNothing() {
    acked(put(1), "a");
    put(2, 1).outcome = Outcome.UNKNOWN;
    assertThat(history.wrongAtTheEnd(set(1))).isEmpty();
    assertThat(history.wrongAtTheEnd(set())).hasSize(1);
  }

  @Test
  void writeOfUnknownOutcomeThatStoodOnADiskIsThere() {
    Write write = put(1);
    write.outcome = Outcome.UNKNOWN;
    write.durableAt.add("a");
    assertThat(history.wrongAtTheEnd(set(1))).isEmpty();
    assertThat(history.wrongAtTheEnd(set())).hasSize(1);
    write.mayBeLost = true;
    assertThat(history.wrongAtTheEnd(set())).isEmpty();
  }

  @Test
  void deletedValueMustNotComeBack() {
    acked(put(1), "a");
    acked(delete(2, 1), "a");
    assertThat(history.wrongAtTheEnd(set())).isEmpty();
    assertThat(history.wrongAtTheEnd(set(1))).isNotEmpty();
  }

  @Test
  void blindDeleteMayCoverWhatWasBegunBeforeItEndedAndNothingElse() {
    acked(put(1), "a");
    acked(history.begin(2, true, null, ++now), "a");
    acked(put(3), "a");
    assertThat(history.wrongAtTheEnd(set(1, 3))).isEmpty();
    assertThat(history.wrongAtTheEnd(set(3))).isEmpty();
    assertThat(history.wrongAtTheEnd(set())).hasSize(1);
  }

  @Test
  void refusedWriteMustNotBeOnADisk() {
    Write write = put(1);
    write.outcome = Outcome.REFUSED;
    assertThat(history.wrongAtTheEnd(set())).isEmpty();
    assertThat(history.wrongAtTheEnd(set(1))).hasSize(1);
    write.durableAt.add("a");
    assertThat(history.wrongAtTheEnd(set())).anyMatch(w -> w.startsWith("refused, yet stored"));
  }

  @Test
  void valueThatNobodyWroteIsSeen() {
    assertThat(history.wrongIn(set(7), now, 0, 3)).hasSize(1);
  }

  @Test
  void strictReadKnowsEarlierStrictWrites() {
    strictly(put(1));
    now++;
    assertThat(history.wrongIn(set(), now, 2, 3)).hasSize(1);
    assertThat(history.wrongIn(set(), now, 1, 3)).isEmpty();
    assertThat(history.wrongIn(set(), now, 0, 3)).isEmpty();
    put(2, 1);
    assertThat(history.wrongIn(set(2), now, 2, 3)).isEmpty();
    strictly(delete(3, 2));
    assertThat(history.wrongIn(set(), ++now, 2, 3)).isEmpty();
    assertThat(history.wrongIn(set(2), now, 2, 3)).hasSize(1);
  }

  @Test
  void siblingsNeverCoverEachOther() {
    put(1);
    put(2, 1);
    assertThat(history.wrongIn(set(1, 2), now, 0, 3)).hasSize(1);
  }

  @Test
  void diskThatHoldsASuccessorCountsAsACopy() {
    Write first = acked(put(1), "a");
    acked(put(2, 1), "b");
    assertThat(history.copies(first)).isEqualTo(2);
  }
}
