package org.dynamokv.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.dynamokv.core.env.Self;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.junit.jupiter.api.Test;

class ActorsTest {
  private static final Self SELF = new Self(new NodeId(1), 7);

  private final Actors actors = new Actors(SELF, 0, 1);

  private Actor give(VersionVector context) {
    return actors.forPut(StoredObject.EMPTY, null, context);
  }

  @Test
  void copyWithoutAnActorGetsOneThatNoOtherHas() {
    assertThat(give(VersionVector.EMPTY)).isNotEqualTo(give(VersionVector.EMPTY));
  }

  @Test
  void actorOfAnEarlierStartServesNoMore() {
    Actor before = new Actor(SELF.id(), 6, 0);
    assertThat(actors.forPut(StoredObject.EMPTY, before, VersionVector.EMPTY)).isNotEqualTo(before);
  }

  @Test
  void allActorsAreVoidAfterAFailedWrite() {
    Actor before = give(VersionVector.EMPTY);
    assertThat(actors.forPut(StoredObject.EMPTY, before, VersionVector.EMPTY)).isEqualTo(before);
    actors.voidAll();
    assertThat(actors.forPut(StoredObject.EMPTY, before, VersionVector.EMPTY)).isNotEqualTo(before);
  }

  @Test
  void actorThatSomebodyKnowsMoreOfServesNoMore() {
    Actor before = give(VersionVector.EMPTY);
    VersionVector ahead = VersionVector.EMPTY.with(new Dot(before, 1));
    assertThat(actors.forPut(StoredObject.EMPTY, before, ahead)).isNotEqualTo(before);
  }

  @Test
  void actorThatAForgedContextNamesAheadOfTimeIsNeverGivenOut() {
    Actor guessed = new Actor(SELF.id(), SELF.start(), 0);
    VersionVector forged = VersionVector.EMPTY.with(new Dot(guessed, Long.MAX_VALUE));
    assertThat(give(forged)).isNotEqualTo(guessed);
  }
}
