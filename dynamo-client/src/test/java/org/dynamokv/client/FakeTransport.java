package org.dynamokv.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.value.Endpoint;

/** Carries frames to scripted nodes through the codec, on a thread of its own. */
final class FakeTransport implements Transport {
  private final FakeCluster cluster;
  private final Hello hello;
  private final ExecutorService network =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "fake-network"));
  private volatile TransportListener listener;

  FakeTransport(FakeCluster cluster, Hello hello) {
    this.cluster = cluster;
    this.hello = hello;
  }

  @Override
  public void start(TransportListener theListener) {
    listener = theListener;
  }

  @Override
  public int port() {
    return -1;
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    try {
      network.execute(() -> deliver(to, frame));
    } catch (RejectedExecutionException closed) {
      listener.notSent(to, frame, "closed");
    }
  }

  private void deliver(Endpoint to, Frame frame) {
    FakeNode node = cluster.byEndpoint.get(to);
    if (node == null || !node.up) {
      listener.notSent(to, frame, "connection refused");
      return;
    }
    Envelope envelope = Codec.decode(frame.join());
    Header h = envelope.header();
    Message reply =
        h.toStart() != node.start
            ? new Refused(Refused.Reason.WRONG_START, null)
            : node.answer(envelope.message());
    if (reply == FakeNode.LINK_DOWN) {
      listener.linkDown(to, "connection reset");
    } else if (reply != FakeNode.SILENCE) {
      listener.received(link(node), reply(node, h, reply).join());
    }
  }

  private static Frame reply(FakeNode node, Header h, Message message) {
    Header head =
        new Header(node.id, node.start, h.from(), h.fromStart(), node.epoch(), h.id(), true, 0);
    return new Frame(Codec.head(head), Codec.body(message));
  }

  private Link link(FakeNode node) {
    return new Link() {
      @Override
      public Hello peer() {
        return Hello.of("test", node.id, node.start, false);
      }

      @Override
      public void send(Frame frame) {
        throw new IllegalStateException(hello.node() + " answers nobody");
      }

      @Override
      public void close(String reason) {
        throw new IllegalStateException(reason);
      }
    };
  }

  @Override
  public void close() {
    network.shutdown();
  }
}
