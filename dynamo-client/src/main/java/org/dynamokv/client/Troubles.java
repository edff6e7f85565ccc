package org.dynamokv.client;

import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.store.Failure.Code;

/**
 * What the nodes that a request was sent to had against it: whether it makes sense to ask them
 * again, and what to tell the caller in the end.
 */
final class Troubles {
  /** What became of the nodes of one round, the worst for the caller first. */
  private enum Round {
    /** None could be reached. */
    UNREACHABLE,
    /** One could not do it, and waiting does not help. */
    HOPELESS,
    /** One may do it later. */
    BUSY
  }

  // Mutable state
  private Round round = Round.UNREACHABLE;
  private Code code = Code.NOT_READY;
  private Code whenTimeIsUp = Code.TIMEOUT;
  private String text = "no node can be reached";

  /** All nodes are asked again; what was known of them no longer counts. */
  void beginRound() {
    round = Round.UNREACHABLE;
    code = Code.NOT_READY;
  }

  void refused(Refused.Reason reason) {
    text = "the last node asked refused: " + reason;
    switch (reason) {
      case OVERLOADED -> seen(Round.BUSY, Code.OVERLOADED);
      case NOT_READY -> seen(Round.BUSY, Code.NOT_READY);
      case NOT_OWNER -> seen(Round.BUSY, Code.NOT_ENOUGH_REPLICAS);
      case STALE_EPOCH, BEHIND, WRONG_START -> seen(Round.BUSY, Code.TIMEOUT);
      case STORAGE -> seen(Round.HOPELESS, Code.STORAGE);
    }
  }

  /** A node may or may not have run it, and it may run again. */
  void noAnswer(String why) {
    text = "the last node asked did not answer: " + why;
    seen(Round.BUSY, Code.TIMEOUT);
  }

  private void seen(Round what, Code why) {
    if (what.compareTo(round) >= 0) {
      round = what;
      code = why;
    }
    if (what == Round.BUSY) {
      whenTimeIsUp = why;
    }
  }

  /** Whether a node may do it later. */
  boolean worthWaiting() {
    return round == Round.BUSY;
  }

  /** Whether no node of this round could be reached at all. */
  boolean isUnreachable() {
    return round == Round.UNREACHABLE;
  }

  /** What this round comes to. */
  Code code() {
    return code;
  }

  /** What all rounds come to when there is no time for another. */
  Code whenTimeIsUp() {
    return whenTimeIsUp;
  }

  /** The last trouble, for people. */
  String text() {
    return text;
  }
}
