package org.dynamokv.core.membership;

import java.util.Collection;
import java.util.function.BiConsumer;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/** Asks other nodes; every answer is first looked through for a higher ring. */
final class Calls {
  private final Local local;
  private final Rpc rpc;
  private final BiConsumer<Header, Message> heard;

  Calls(Local local, Rpc rpc, BiConsumer<Header, Message> heard) {
    this.local = local;
    this.rpc = rpc;
    this.heard = heard;
  }

  /** Exactly one of the two runs, later. */
  interface Reply {
    void from(NodeId node, Message message);

    default void none(NodeId node) {}
  }

  void ask(NodeId to, Message message, long timeoutMillis, Reply reply) {
    ask(to, Codec.body(message), timeoutMillis, reply);
  }

  /** The same to several, encoded once. */
  void askAll(Collection<NodeId> to, Message message, long timeoutMillis, Reply reply) {
    byte[] body = Codec.body(message);
    to.forEach(node -> ask(node, body, timeoutMillis, reply));
  }

  private void ask(NodeId to, byte[] body, long timeoutMillis, Reply reply) {
    Peer peer = local.peers.get(to);
    if (peer == null) {
      local.env.execute(() -> reply.none(to));
    } else {
      rpc.call(peer, local.epoch(), body, timeoutMillis, call(to, reply));
    }
  }

  /** Asks whoever listens there. */
  void ask(Endpoint to, Message message, long timeoutMillis, Reply reply) {
    rpc.call(to, local.epoch(), message, timeoutMillis, call(NodeId.NONE, reply));
  }

  void tell(NodeId to, Message message) {
    Peer peer = local.peers.get(to);
    if (peer != null) {
      rpc.tell(peer, local.epoch(), message);
    }
  }

  private Call call(NodeId to, Reply reply) {
    return new Call() {
      @Override
      public void replied(Header header, Message message) {
        heard.accept(header, message);
        reply.from(header.from(), message);
      }

      @Override
      public void failed(Failure why) {
        reply.none(to);
      }
    };
  }
}
