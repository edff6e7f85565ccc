package org.dynamokv.core.message;

import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/** What one process says to another: one record per verb. A request gets one reply, or none. */
public sealed interface Message
    permits Message.GetRequest,
        Message.PutRequest,
        Message.GetReply,
        Message.PutReply,
        Message.Failed,
        Message.ReadCopy,
        Message.CopyIs,
        Message.MergeCopy,
        Message.Merged,
        Message.Refused,
        Message.RingRequest,
        Message.RingIs,
        Message.AdminRequest,
        Message.AdminReply,
        MembershipMessage {

  /**
   * A client's get, or one that a node passes on ({@code hops} counts how often). Reply: GetReply,
   * Failed, Refused.
   */
  record GetRequest(Key key, RequestOptions options, int hops) implements Message {}

  /**
   * A client's put or delete, or one that a node passes on. Runs at most once. Reply: PutReply,
   * Failed, Refused.
   */
  record PutRequest(Put put, RequestOptions options, int hops) implements Message {}

  /** What a get found. */
  record GetReply(Reading reading) implements Message {}

  /** A put's success. */
  record PutReply(Written written) implements Message {}

  /** A request failed, for a reason that the client is told. */
  record Failed(Failure failure) implements Message {}

  /** Asks a replica or stand-in for its copy, or only for its digest. Reply: CopyIs, Refused. */
  record ReadCopy(Key key, boolean digestOnly) implements Message {}

  /**
   * A node's copy.
   *
   * @param owner whether it answers as an owner; if not, an empty digest says nothing about the key
   * @param digest 16 bytes over the canonical object; empty when there is no copy
   * @param object the copy, null when there is none or only the digest was asked for
   */
  record CopyIs(boolean owner, Bytes digest, @Nullable StoredObject object) implements Message {}

  /**
   * Merge this into your copy.
   *
   * @param hintFor {@link NodeId#NONE}: your own copy; otherwise keep it as a hint for that owner
   */
  record MergeCopy(Key key, StoredObject object, NodeId hintFor) implements Message {}

  /** The merge is durable. */
  record Merged() implements Message {}

  /**
   * The request certainly did not run.
   *
   * @param ring the refuser's ring where that is the reason, for the asker to adopt
   */
  record Refused(Reason reason, @Nullable Ring ring) implements Message {
    /** Why. */
    public enum Reason {
      /** The sender's ring is too old for this partition. */
      STALE_EPOCH,
      /** The receiver's ring is older than the sender's; it is fetching the newer one. */
      BEHIND,
      /** The receiver holds nothing of this partition. */
      NOT_OWNER,
      /**
       * The message was meant for another node or an earlier start of this one; the envelope tells
       * who answers.
       */
      WRONG_START,
      /** Too much waits already. */
      OVERLOADED,
      /** The storage is full or broken. */
      STORAGE,
      /** The node is not a member of a ring. */
      NOT_READY
    }
  }

  /** Asks for the receiver's ring. Reply: RingIs, Refused. */
  record RingRequest() implements Message {}

  /** The sender's decided ring: a reply, or news. */
  record RingIs(Ring ring) implements Message {}

  /**
   * Asks for what the admin API shows under a path, for example {@code /api/status}. Reply:
   * AdminReply.
   */
  record AdminRequest(String method, String path, Bytes body) implements Message {}

  /** The admin API's answer: an HTTP status and JSON. */
  record AdminReply(int status, Bytes json) implements Message {}
}
