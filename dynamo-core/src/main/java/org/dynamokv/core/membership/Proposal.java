package org.dynamokv.core.membership;

import java.util.Set;
import java.util.TreeSet;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to decide the next epoch (Paxos proposer, rule D3): counts promises, takes over the
 * highest accepted ring among them, then counts acceptances. Duplicates count once. One thread.
 */
final class Proposal {
  /** What comes next. */
  enum Step {
    /** More answers are needed. */
    WAIT,
    /** A majority has promised: ask all to accept {@link #value}. Said once. */
    ACCEPT,
    /** A majority has accepted: {@link #value} is decided. Said once. */
    DECIDED
  }

  private final Ring ring;
  private final Ballot ballot;
  // Mutable state
  private final Set<NodeId> promises = new TreeSet<>();
  private final Set<NodeId> acceptances = new TreeSet<>();
  private Ring value;
  private Ballot takenOver = Ballot.NONE;
  private boolean accepting;
  private boolean decided;

  /** An attempt for the epoch after {@code ring}'s; its members vote. */
  Proposal(Ring ring, Ballot ballot, Ring value) {
    if (value.epoch() != ring.epoch() + 1) {
      throw new IllegalArgumentException(
          "epoch " + value.epoch() + " does not follow " + ring.epoch());
    }
    this.ring = ring;
    this.ballot = ballot;
    this.value = value;
  }

  Ring ring() {
    return ring;
  }

  Ballot ballot() {
    return ballot;
  }

  /** What is to be decided: the proposer's own value until a promise told of another. */
  Ring value() {
    return value;
  }

  /** A member has promised this ballot and told what it had accepted. */
  Step promised(NodeId from, Ballot acceptedBallot, @Nullable Ring accepted) {
    if (accepting || !ring.members().containsKey(from)) {
      return Step.WAIT;
    }
    promises.add(from);
    if (accepted != null && acceptedBallot.compareTo(takenOver) > 0) {
      takenOver = acceptedBallot;
      value = accepted;
    }
    accepting = isMajority(promises);
    return accepting ? Step.ACCEPT : Step.WAIT;
  }

  /** A member has accepted this ballot. */
  Step accepted(NodeId from) {
    if (!accepting || decided || !ring.members().containsKey(from)) {
      return Step.WAIT;
    }
    acceptances.add(from);
    decided = isMajority(acceptances);
    return decided ? Step.DECIDED : Step.WAIT;
  }

  private boolean isMajority(Set<NodeId> voters) {
    return voters.size() > ring.members().size() / 2;
  }
}
