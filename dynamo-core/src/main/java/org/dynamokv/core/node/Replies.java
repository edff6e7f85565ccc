package org.dynamokv.core.node;

import java.util.concurrent.CompletableFuture;
import org.dynamokv.core.coordinator.Done;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Written;

/** Where the ends of requests go: back over the wire, or to a caller in this process. */
final class Replies {
  private Replies() {}

  /** Back to who sent the message. */
  abstract static class Remote<T> implements Done<T> {
    private final Shard shard;
    private final Responder responder;

    Remote(Shard shard, Responder responder) {
      this.shard = shard;
      this.responder = responder;
    }

    abstract Message reply(T result);

    @Override
    public void succeeded(T result) {
      responder.reply(shard.epoch(), reply(result));
    }

    @Override
    public void failed(Failure failure) {
      responder.reply(shard.epoch(), new Message.Failed(failure));
    }

    @Override
    public void refused(Refused.Reason reason) {
      responder.reply(shard.epoch(), new Refused(reason, null));
    }
  }

  static final class OfGet extends Remote<Reading> {
    OfGet(Shard shard, Responder responder) {
      super(shard, responder);
    }

    @Override
    Message reply(Reading result) {
      return new Message.GetReply(result);
    }
  }

  static final class OfPut extends Remote<Written> {
    OfPut(Shard shard, Responder responder) {
      super(shard, responder);
    }

    @Override
    Message reply(Written result) {
      return new Message.PutReply(result);
    }
  }

  /** To a caller in this process. */
  record Local<T>(CompletableFuture<T> future) implements Done<T> {
    @Override
    public void succeeded(T result) {
      future.complete(result);
    }

    @Override
    public void failed(Failure failure) {
      future.completeExceptionally(new StoreException(failure));
    }

    @Override
    public void refused(Refused.Reason reason) {
      failed(
          switch (reason) {
            case OVERLOADED ->
                Failure.refused(Code.OVERLOADED, "too many requests wait on this node");
            case STORAGE -> Failure.refused(Code.STORAGE, "this node's storage is full or broken");
            case NOT_READY, STALE_EPOCH, BEHIND, NOT_OWNER, WRONG_START ->
                Failure.refused(Code.NOT_READY, "this node is not a member of a ring yet");
          });
    }
  }
}
