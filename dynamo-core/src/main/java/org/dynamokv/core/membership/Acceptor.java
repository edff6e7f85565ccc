package org.dynamokv.core.membership;

import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.MembershipMessage.Accepted;
import org.dynamokv.core.message.MembershipMessage.Nack;
import org.dynamokv.core.message.MembershipMessage.Promise;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One member's vote on one epoch (Paxos acceptor, rule D1). A value: {@link #prepare} and {@link
 * #accept} give the state to make durable; only then may the answer be sent.
 *
 * @param epoch the epoch that is voted on
 * @param promised no lower ballot is taken part in
 * @param acceptedBallot of what was accepted, NONE for nothing
 * @param accepted what was accepted last, or null
 */
record Acceptor(long epoch, Ballot promised, Ballot acceptedBallot, @Nullable Ring accepted) {
  /** Nothing promised, nothing accepted. */
  static Acceptor fresh(long epoch) {
    return new Acceptor(epoch, Ballot.NONE, Ballot.NONE, null);
  }

  /** The state after a Prepare; unchanged when it is refused. */
  Acceptor prepare(Ballot ballot) {
    return ballot.compareTo(promised) <= 0
        ? this
        : new Acceptor(epoch, ballot, acceptedBallot, accepted);
  }

  /** The state after an Accept; unchanged when it is refused. */
  Acceptor accept(Ballot ballot, Ring value) {
    if (value.epoch() != epoch) {
      throw new IllegalArgumentException(
          "a ring of epoch " + value.epoch() + " proposed for epoch " + epoch);
    }
    return ballot.compareTo(promised) < 0 ? this : new Acceptor(epoch, ballot, ballot, value);
  }

  /** The answer to a Prepare, given the state that {@link #prepare} led to. */
  MembershipMessage answerToPrepare(Ballot ballot) {
    return ballot.equals(promised)
        ? new Promise(ballot, acceptedBallot, accepted)
        : new Nack(promised);
  }

  /** The answer to an Accept, given the state that {@link #accept} led to. */
  MembershipMessage answerToAccept(Ballot ballot) {
    return ballot.equals(acceptedBallot) ? new Accepted(ballot) : new Nack(promised);
  }

  /** A ballot of a node's own above all that it has promised. */
  Ballot higher(NodeId node) {
    return new Ballot(promised.counter() + 1, node);
  }
}
