package org.dynamokv.core.node;

import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.Merged;
import org.dynamokv.core.message.Message.ReadCopy;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.replica.Copy;
import org.dynamokv.core.replica.Fence;
import org.dynamokv.core.replica.Replica;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Serves other nodes' requests for this node's copies, within the fences of the ring (MEMBERSHIP N1
 * to N3).
 */
final class ReplicaDoor {
  private final Replica replica;
  private final NodeId self;
  private final Events events;

  ReplicaDoor(Replica replica, NodeId self, Events events) {
    this.replica = replica;
    this.self = self;
    this.events = events;
  }

  void read(@Nullable Ring ring, long stamp, ReadCopy read, Responder responder) {
    if (ring == null) {
      refuse(0, Refused.Reason.NOT_READY, responder);
      return;
    }
    int partition = ring.partitionOf(read.key());
    Owner me = ring.partition(partition).ownerOf(self);
    Refused.Reason refusal = Fence.refusal(ring, self, partition, stamp, me == null);
    if (refusal != null) {
      refuse(ring.epoch(), refusal, responder);
    } else if (me == null) {
      replica.readHints(partition, read.key(), whole(ring, false, responder));
    } else if (read.digestOnly()) {
      replica.readDigest(slot(partition, me, read.key()), digest(ring, responder));
    } else {
      replica.read(slot(partition, me, read.key()), whole(ring, true, responder));
    }
  }

  void merge(@Nullable Ring ring, long stamp, MergeCopy merge, Responder responder) {
    if (ring == null) {
      refuse(0, Refused.Reason.NOT_READY, responder);
      return;
    }
    int partition = ring.partitionOf(merge.key());
    NodeId target = merge.hintFor();
    boolean hint = !target.equals(NodeId.NONE) && !target.equals(self);
    Refused.Reason refusal = Fence.refusal(ring, self, partition, stamp, hint);
    Owner me = ring.partition(partition).ownerOf(self);
    if (refusal != null) {
      refuse(ring.epoch(), refusal, responder);
    } else if (hint && !ring.partition(partition).involves(target)) {
      refuse(ring.epoch(), Refused.Reason.NOT_OWNER, responder);
    } else if (hint) {
      replica.merge(
          Slot.hint(partition, merge.key(), target),
          merge.object(),
          merged(ring, target, responder));
    } else if (me != null) {
      replica.merge(
          slot(partition, me, merge.key()), merge.object(), merged(ring, NodeId.NONE, responder));
    }
  }

  private static Slot slot(int partition, Owner me, Key key) {
    return Slot.own(partition, me.tenure(), key);
  }

  private static void refuse(long epoch, Refused.Reason reason, Responder responder) {
    responder.reply(epoch, new Refused(reason, null));
  }

  private static Answer<StoredObject> whole(Ring ring, boolean owner, Responder responder) {
    return new Reply<>(ring, responder) {
      @Override
      public void done(StoredObject object) {
        StoredObject shown = object.isEmpty() ? null : object;
        responder.reply(ring.epoch(), new CopyIs(owner, Copy.digest(object), shown));
      }
    };
  }

  private static Answer<Bytes> digest(Ring ring, Responder responder) {
    return new Reply<>(ring, responder) {
      @Override
      public void done(Bytes digest) {
        responder.reply(ring.epoch(), new CopyIs(true, digest, null));
      }
    };
  }

  private Answer<Boolean> merged(Ring ring, NodeId hintFor, Responder responder) {
    return new Reply<>(ring, responder) {
      @Override
      public void done(Boolean ok) {
        if (!hintFor.equals(NodeId.NONE)) {
          events.hintStored(hintFor);
        }
        responder.reply(ring.epoch(), new Merged());
      }
    };
  }

  /** A storage that fails is told as such: it is not an absent copy. */
  private abstract static class Reply<T> implements Answer<T> {
    private final Ring ring;
    private final Responder responder;

    Reply(Ring ring, Responder responder) {
      this.ring = ring;
      this.responder = responder;
    }

    @Override
    public void failed(StorageException error) {
      refuse(ring.epoch(), Refused.Reason.STORAGE, responder);
    }
  }
}
