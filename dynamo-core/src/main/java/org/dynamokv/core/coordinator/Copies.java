package org.dynamokv.core.coordinator;

import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Patience;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.Merged;
import org.dynamokv.core.message.Message.ReadCopy;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.replica.Copy;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * The copies of one key under one ring, wherever they are: this node's are read and merged
 * directly, others by message.
 */
final class Copies {
  /** What one node said. Exactly one of these, once. A reply of the wrong kind is none. */
  interface Reply {
    /** Its copy (a read). */
    default void copy(CopyIs copy) {
      lost();
    }

    /** It has merged the object, durably (a merge). */
    default void durable() {
      lost();
    }

    /** It is silent; one of the others comes later. */
    default void slow() {}

    /** Our ring is stale for this partition. */
    void stale();

    /** Its ring is older; it is fetching ours. */
    void behind();

    /** It did not answer, or could not. */
    void lost();
  }

  private final Surroundings s;
  private final Ring ring;
  private final int partition;
  private final Key key;

  Copies(Surroundings s, Ring ring, Key key) {
    this.s = s;
    this.ring = ring;
    this.partition = ring.partitionOf(key);
    this.key = key;
  }

  /** This node's own slot; null when it is not an owner. */
  @Nullable Slot ownSlot() {
    Owner me = ring.partition(partition).ownerOf(s.self.id());
    return me == null ? null : Slot.own(partition, me.tenure(), key);
  }

  /** The bytes of a merge request, the same for every owner. */
  byte[] mergeBody(StoredObject object, NodeId hintFor) {
    return Codec.body(new MergeCopy(key, object, hintFor));
  }

  void read(NodeId node, boolean digestOnly, Patience patience, Reply reply) {
    if (s.isMe(node)) {
      readMine(digestOnly, reply);
      return;
    }
    Peer peer = s.peers.get(node);
    if (peer == null) {
      reply.lost();
      return;
    }
    s.rpc.call(
        peer, ring.epoch(), Codec.body(new ReadCopy(key, digestOnly)), patience, call(reply));
  }

  private void readMine(boolean digestOnly, Reply reply) {
    Slot own = ownSlot();
    if (own == null) {
      s.replica.readHints(partition, key, local(reply, o -> reply.copy(full(false, o))));
    } else if (digestOnly) {
      s.replica.readDigest(own, local(reply, d -> reply.copy(new CopyIs(true, d, null))));
    } else {
      s.replica.read(own, local(reply, o -> reply.copy(full(true, o))));
    }
  }

  private static CopyIs full(boolean owner, StoredObject object) {
    return new CopyIs(owner, Copy.digest(object), object.isEmpty() ? null : object);
  }

  /** Sends an object that was encoded by {@link #mergeBody} to another node. */
  void merge(NodeId node, byte[] body, Patience patience, Reply reply) {
    Peer peer = s.peers.get(node);
    if (peer == null) {
      reply.lost();
    } else {
      s.rpc.call(peer, ring.epoch(), body, patience, call(reply));
    }
  }

  /**
   * Merges into this node's own copy or, where {@code hintFor} names an owner, into its hint for
   * that one.
   */
  void mergeMine(StoredObject object, NodeId hintFor, Reply reply) {
    Slot slot = hintFor.equals(NodeId.NONE) ? ownSlot() : Slot.hint(partition, key, hintFor);
    if (slot == null) {
      reply.lost();
      return;
    }
    s.replica.merge(slot, object, local(reply, ok -> reply.durable()));
  }

  private static <T> Answer<T> local(Reply reply, java.util.function.Consumer<T> done) {
    return new Answer<>() {
      @Override
      public void done(T result) {
        done.accept(result);
      }

      @Override
      public void failed(StorageException error) {
        reply.lost();
      }
    };
  }

  private static Call call(Reply reply) {
    return new Call() {
      @Override
      public void slow() {
        reply.slow();
      }

      @Override
      public void replied(Header header, Message message) {
        if (message instanceof CopyIs copy) {
          reply.copy(copy);
        } else if (message instanceof Merged) {
          reply.durable();
        } else if (message instanceof Refused refused) {
          refused(reply, refused.reason());
        } else {
          reply.lost();
        }
      }

      @Override
      public void failed(Failure why) {
        reply.lost();
      }
    };
  }

  private static void refused(Reply reply, Refused.Reason reason) {
    switch (reason) {
      case STALE_EPOCH, NOT_OWNER -> reply.stale();
      case BEHIND, NOT_READY -> reply.behind();
      case WRONG_START, OVERLOADED, STORAGE -> reply.lost();
    }
  }
}
