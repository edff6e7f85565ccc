package org.dynamokv.core.coordinator;

import org.dynamokv.core.quorum.Quorum;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Failure.Outcome;

/** The sentences that clients are told. */
final class Failures {
  private Failures() {}

  static Failure notEnough(Quorum quorum, String what, Outcome outcome) {
    return new Failure(
        Code.NOT_ENOUGH_REPLICAS,
        "a %s needs %d replicas and %d answered".formatted(what, quorum.needed(), quorum.got()),
        outcome,
        quorum.needed(),
        quorum.got());
  }

  static Failure timeout(Quorum quorum, String what, Outcome outcome) {
    return new Failure(
        Code.TIMEOUT,
        "time ran out: a %s needs %d replicas and %d have answered"
            .formatted(what, quorum.needed(), quorum.got()),
        outcome,
        quorum.needed(),
        quorum.got());
  }

  static Failure noRing() {
    return Failure.refused(Code.NOT_READY, "this node is not a member of a ring yet");
  }
}
