package org.dynamokv.core.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.CoordinatedPut.Applied;
import org.junit.jupiter.api.Test;

class CoordinatedPutTest {
  private static final Actor A = new Actor(new NodeId(1), 5, 0);
  private static final Actor B = new Actor(new NodeId(2), 6, 0);
  private static final SiblingPolicy LAST_WINS = new SiblingPolicy(true, 100, 1_000);

  private static Content text(String s) {
    return Content.of(Bytes.utf8(s));
  }

  private static Applied put(
      StoredObject copy, Actor actor, CausalContext context, long wall, SiblingPolicy policy) {
    return (Applied) new CoordinatedPut(text("x"), context, wall, 0, policy).applyTo(copy, actor);
  }

  @Test
  void timeToLiveBeyondAllClocksIsForEver() {
    var put =
        new CoordinatedPut(
            text("x"), CausalContext.NOTHING, 1, Long.MAX_VALUE, SiblingPolicy.DEFAULT);
    Applied applied = (Applied) put.applyTo(StoredObject.EMPTY, A);
    assertThat(applied.object().live(1)).hasSize(1);
  }

  @Test
  void putThatWouldRaiseTheSiblingsAboveTheBoundIsRefusedWithoutADot() {
    SiblingPolicy two = new SiblingPolicy(false, 2, 1_000);
    StoredObject copy = put(StoredObject.EMPTY, A, CausalContext.NOTHING, 1, two).object();
    copy = put(copy, A, CausalContext.NOTHING, 1, two).object();
    var third = new CoordinatedPut(text("z"), CausalContext.NOTHING, 1, 0, two).applyTo(copy, A);
    assertThat(third).isEqualTo(new CoordinatedPut.TooManySiblings(3));
  }

  @Test
  void putThatDoesNotRaiseTheCountIsTakenAboveTheBound() {
    StoredObject copy = StoredObject.EMPTY;
    for (int i = 0; i < 3; i++) {
      copy = put(copy, A, CausalContext.NOTHING, 1, SiblingPolicy.DEFAULT).object();
    }
    CausalContext first =
        new CausalContext(VersionVector.EMPTY.with(copy.siblings().get(0).dot()), 0);
    SiblingPolicy one = new SiblingPolicy(false, 1, 1_000);
    assertThat(put(copy, B, first, 1, one).object().siblings()).hasSize(3);
  }

  @Test
  void lastWriterWinsCoversAllAndItsClockExceedsWhatItCovers() {
    StoredObject fast = put(StoredObject.EMPTY, A, CausalContext.NOTHING, 900, LAST_WINS).object();
    Applied slow = put(fast, B, CausalContext.NOTHING, 100, LAST_WINS);
    assertThat(slow.alone()).isTrue();
    assertThat(slow.object().siblings().get(0).modifiedMillis()).isEqualTo(901);
  }

  @Test
  void lastWriterWinsClockExceedsThatOfTheContextToo() {
    Applied put =
        put(StoredObject.EMPTY, B, new CausalContext(VersionVector.EMPTY, 950), 100, LAST_WINS);
    assertThat(put.object().siblings().get(0).modifiedMillis()).isEqualTo(951);
  }

  @Test
  void lastWriterWinsPutThatWouldExceedTheDriftBoundIsRefusedNotStampedLower() {
    StoredObject far = put(StoredObject.EMPTY, A, CausalContext.NOTHING, 5_000, LAST_WINS).object();
    var result =
        new CoordinatedPut(text("x"), CausalContext.NOTHING, 100, 0, LAST_WINS).applyTo(far, B);
    assertThat(result).isEqualTo(new CoordinatedPut.ClockDrift(4_901));
  }

  @Test
  void contextThatKnowsMoreOfTheActorNeverMakesADotTwice() {
    CausalContext ahead = new CausalContext(VersionVector.EMPTY.with(new Dot(A, 7)), 0);
    assertThat(put(StoredObject.EMPTY, A, ahead, 1, SiblingPolicy.DEFAULT).dot())
        .isEqualTo(new Dot(A, 8));
  }

  @Test
  void expiredSiblingAndTombstoneAreNotShown() {
    var put = new CoordinatedPut(text("x"), CausalContext.NOTHING, 100, 50, SiblingPolicy.DEFAULT);
    StoredObject object = ((Applied) put.applyTo(StoredObject.EMPTY, A)).object();
    var delete = new CoordinatedPut(null, CausalContext.NOTHING, 100, 0, SiblingPolicy.DEFAULT);
    object = ((Applied) delete.applyTo(object, A)).object();
    assertThat(object.live(149)).hasSize(1);
    assertThat(object.live(150)).isEmpty();
  }

  /** DATA-MODEL, row 9: a merge that kept the last writer only would leave nothing of these. */
  @Test
  void lastWriterWinsIsDecidedByPutsAloneAndNeverByAMerge() {
    StoredObject x = put(StoredObject.EMPTY, A, CausalContext.NOTHING, 9, LAST_WINS).object();
    StoredObject y = put(StoredObject.EMPTY, B, CausalContext.NOTHING, 5, LAST_WINS).object();
    assertThat(x.merge(y).siblings()).hasSize(2);
    Applied z = put(x, A, CausalContext.of(x), 4, LAST_WINS); // a slow clock
    assertThat(z.object().merge(y)).isEqualTo(y.merge(x).merge(z.object()));
    assertThat(z.object().merge(y).siblings()).extracting(Sibling::dot).contains(z.dot());
    assertThat(put(z.object().merge(y), B, CausalContext.NOTHING, 4, LAST_WINS).alone()).isTrue();
  }
}
