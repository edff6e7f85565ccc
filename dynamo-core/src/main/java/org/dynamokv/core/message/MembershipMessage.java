package org.dynamokv.core.message;

import java.util.List;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/** The verbs of the membership protocol: see {@code MEMBERSHIP.md} beside package membership. */
public sealed interface MembershipMessage extends Message {

  /**
   * Once a second to one random member and the seeds.
   *
   * @param epoch the sender's ring
   * @param self how the sender is reached now
   */
  record Gossip(long epoch, Member self) implements MembershipMessage {}

  /** The receiver's side of a gossip exchange, in the same terms. */
  record GossipReply(long epoch, Member self) implements MembershipMessage {}

  /**
   * A newcomer asks any member to be taken in. Reply: JoinReply.
   *
   * @param cluster the name of the cluster that it means
   */
  record JoinRequest(String cluster, Member newcomer) implements MembershipMessage {}

  /** How that stands. The newcomer asks again until it finds itself in a ring. */
  record JoinReply(Status status, String reason) implements MembershipMessage {
    /** What the newcomer does next. */
    public enum Status {
      /** The change is under way, or done; wait for the ring. */
      ACCEPTED,
      /** Another change is under way: back off and ask again. */
      BUSY,
      /** It will not be taken in, for the reason given. */
      REFUSED
    }
  }

  /**
   * Courtesy before a new change: is it all right? {@code change} names the asker's attempt. Reply:
   * MayIReply.
   */
  record MayI(long epoch, long change) implements MembershipMessage {}

  /** Yes, or busy with another change. */
  record MayIReply(boolean yes) implements MembershipMessage {}

  /**
   * Paxos phase 1 for the epoch after {@code ring}'s. Reply: Promise, Nack, RingIs when the
   * receiver is ahead.
   */
  record Prepare(Ring ring, Ballot ballot) implements MembershipMessage {}

  /**
   * Will take part in no lower ballot; tells what it has accepted, if anything. Durable before it
   * is sent.
   */
  record Promise(Ballot ballot, Ballot acceptedBallot, @Nullable Ring accepted)
      implements MembershipMessage {}

  /** Paxos phase 2. Reply: Accepted, Nack, RingIs. */
  record Accept(Ring ring, Ballot ballot, Ring value) implements MembershipMessage {}

  /** Has accepted; durable before it is sent. */
  record Accepted(Ballot ballot) implements MembershipMessage {}

  /** Has promised a higher ballot. */
  record Nack(Ballot promised) implements MembershipMessage {}

  /**
   * A new owner asks an old one for a piece of a moving partition.
   *
   * @param change the change's id
   * @param cursor empty for the first piece, then the last chunk's
   */
  record Pull(long change, int partition, Bytes cursor) implements MembershipMessage {}

  /**
   * A piece of a partition.
   *
   * @param copies in key order; a checksum goes with them on the wire
   * @param cursor where to go on; empty at the end
   */
  record Chunk(long change, int partition, List<KeyedObject> copies, Bytes cursor)
      implements MembershipMessage {}

  /** A copy with its key. */
  record KeyedObject(Key key, StoredObject object) {}

  /**
   * The driver of a change asks how far a member is. Reply: ChangeStatus, RingIs when the receiver
   * is ahead, Refused when it is behind.
   *
   * @param waitingFor what the driver waits for, for people
   */
  record Poll(long change, String waitingFor) implements MembershipMessage {}

  /**
   * How far a member is, all of it durable at that member and valid for this change only. Also sent
   * unasked when there is news.
   *
   * @param change the change's id
   * @param epoch the ring that every part of the member works with
   * @param streams what it has streamed to the end, for this change
   * @param hints how many hints it holds
   * @param chunks how many pieces it has taken in since it adopted the ring: it moves on
   */
  record ChangeStatus(
      long change, long epoch, List<FinishedStream> streams, long hints, long chunks)
      implements MembershipMessage {
    /** Copies the list. */
    public ChangeStatus {
      streams = List.copyOf(streams);
    }
  }

  /** A partition that was streamed to the end from one source. */
  record FinishedStream(int partition, NodeId source) {}
}
