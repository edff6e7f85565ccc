package org.dynamokv.client;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.dynamokv.client.loop.EventLoop;
import org.dynamokv.client.loop.LoopEnvironment;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.PeerWatcher;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/**
 * A client's end of its connections: who it is, its calls, and what its transport tells it. What
 * the transport's threads say is decoded there and handed to the loop.
 */
final class Wire implements TransportListener, AutoCloseable {
  /** Most addresses whose trouble is remembered. */
  private static final int MAX_TROUBLES = 1_000;

  final EventLoop loop;
  final Environment env;
  final Peers peers;
  final Rpc rpc;
  private final Transport transport;

  // Mutable state: the loop's thread
  private final Map<Endpoint, String> troubles = new LinkedHashMap<>();
  private Consumer<Ring> news = ring -> {};

  Wire(ClientSettings settings) {
    SecureRandom seed = new SecureRandom();
    Self self = Self.starting(new NodeId(seed.nextLong() | 1), seed.nextLong());
    transport = open(settings, self);
    loop = new EventLoop("dynamo-client-" + self.id());
    env = new LoopEnvironment(loop, transport, new SplittableRandom(seed.nextLong()), null);
    peers = new Peers(settings.provider().name(), PeerWatcher.NONE);
    rpc = new Rpc(env, self, peers, 0);
  }

  private static Transport open(ClientSettings settings, Self self) {
    Hello hello = Hello.of(settings.cluster(), self.id(), self.start(), true);
    return settings
        .provider()
        .open(
            new TransportConfig(
                hello,
                null,
                settings.maxFrameBytes(),
                settings.maxAgeMillis(),
                settings.transportSettings()));
  }

  /** Lets the transport speak; rings that come unasked go to {@code newsOfRings}. */
  void start(Consumer<Ring> newsOfRings) {
    news = newsOfRings;
    try {
      transport.start(this);
    } catch (TransportException e) {
      close();
      throw new IllegalStateException("the client's transport did not start", e);
    }
  }

  @Override
  public void received(Link link, byte[] frame) {
    Envelope envelope = Codec.decode(frame);
    give(() -> heard(envelope));
  }

  private void heard(Envelope envelope) {
    if (envelope.header().reply()) {
      rpc.replied(envelope.header(), envelope.message());
    } else if (envelope.message() instanceof RingIs is) {
      news.accept(is.ring());
    }
  }

  @Override
  public void notSent(Endpoint to, Frame frame, String reason) {
    long id = Codec.readHeader(frame.head()).id();
    give(
        () -> {
          remember(to, reason);
          rpc.notSent(id);
        });
  }

  @Override
  public void linkDown(Endpoint to, String reason) {
    give(
        () -> {
          remember(to, reason);
          rpc.linkDown(to);
        });
  }

  private void give(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException closed) {
      // Whoever waited has been told when the client was closed.
      return;
    }
  }

  /** Keeps what is wrong with an address, for error messages. Loop's thread. */
  void remember(Endpoint to, String reason) {
    if (troubles.size() < MAX_TROUBLES || troubles.containsKey(to)) {
      troubles.put(to, reason);
    }
  }

  /** What the transport said last of an address that does not answer. Loop's thread. */
  String trouble(Endpoint of) {
    return of + " (" + troubles.getOrDefault(of, "no answer") + ")";
  }

  @Override
  public void close() {
    transport.close();
    loop.close();
  }
}
