package org.dynamokv.transport.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.contract.RecordingListener;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.value.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing old is delivered. The transports' clock is moved by hand. */
@Timeout(60)
final class AgeTest {
  private static final long SILENCE = TcpFixture.MAX_AGE_MILLIS / 2;
  private static final long QUEUE = TcpFixture.MAX_AGE_MILLIS / 4;
  private static final long STALL = TcpFixture.MAX_AGE_MILLIS / 8;

  private final TcpFixture fixture = new TcpFixture();
  private final ManualClock clock = new ManualClock();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aLoopThatStoodStillClosesItsConnectionsBeforeItReadsThem() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch resume = new CountDownLatch(1);
    RecordingListener listener =
        new RecordingListener(
            (link, frame) -> {
              entered.countDown();
              await(resume);
            });
    Transport server = fixture.server(clock, listener);
    try (LogLines log = new LogLines();
        RawPeer peer = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER);
        RawPeer other = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER)) {
      peer.send("delivered".getBytes(UTF_8));
      await(entered); // the loop stands still from here on
      peer.send("too old".getBytes(UTF_8));
      other.send("too old as well".getBytes(UTF_8));
      clock.advanceMillis(SILENCE + 1);
      resume.countDown();
      assertThat(peer.readToEnd()).isZero();
      assertThat(other.readToEnd()).isZero();
      assertThat(log.with("stood still for 5001 ms")).hasSize(2);
    }
    assertThat(listener.received()).hasSize(1);
  }

  @Test
  void aConnectionThatFallsSilentIsClosed() throws Exception {
    RecordingListener here = new RecordingListener();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint to = new Endpoint("127.0.0.1", socket.getLocalPort());
      fixture.client(clock, here).send(to, TcpFixture.frame("x"));
      try (RawPeer peer = new RawPeer(socket.accept()).answerHello(TcpFixture.SERVER)) {
        assertThat(peer.read()).containsExactly('x');
        for (int i = 0; i < 5; i++) { // in steps: the loop itself must not seem to stand still
          clock.advanceMillis(SILENCE / 5);
          assertThat(peer.read()).as("a sign of life").isEmpty();
        }
        assertThat(here.linkDowns()).isEmpty();
        clock.advanceMillis(1);
        assertThat(here.awaitLinkDown().linkDowns().get(0).to()).isEqualTo(to);
        assertThat(here.linkDowns().get(0).reason()).startsWith("nothing was heard for");
      }
    }
  }

  @Test
  void aPeerThatAcceptsButNeverSaysHelloGetsNothing() throws Exception {
    RecordingListener here = new RecordingListener();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Transport client = fixture.client(clock, here);
      client.send(new Endpoint("127.0.0.1", socket.getLocalPort()), TcpFixture.frame("x"));
      try (RawPeer peer = new RawPeer(socket.accept())) {
        peer.read(); // its hello
        clock.advanceMillis(3001);
        assertThat(here.awaitNotSent(1).notSent().get(0).reason()).contains("no hello");
        assertThat(peer.readToEnd()).isZero();
        assertThat(here.linkDowns()).isEmpty();
      }
    }
  }

  @Test
  void aFrameThatWaitedTooLongForAConnectionIsNotSent() throws Exception {
    RecordingListener here = new RecordingListener();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Transport client =
          fixture.open(TcpFixture.PEER, null, clock, Map.of("hello-timeout", "60000"), here);
      Endpoint to = new Endpoint("127.0.0.1", socket.getLocalPort());
      client.send(to, TcpFixture.frame("old"));
      try (RawPeer peer = new RawPeer(socket.accept())) {
        clock.advanceMillis(QUEUE + 1);
        assertThat(here.awaitNotSent(1).notSent().get(0).reason()).contains("waited too long");
        client.send(to, TcpFixture.frame("new"));
        peer.answerHello(TcpFixture.SERVER);
        assertThat(peer.read()).isEqualTo("new".getBytes(UTF_8));
      }
    }
  }

  @Test
  void aPeerThatTakesNothingIsLeftAndWhatWaitedIsNotSent() throws Exception {
    RecordingListener here = new RecordingListener();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Transport client = fixture.client(clock, here);
      Endpoint to = new Endpoint("127.0.0.1", socket.getLocalPort());
      client.send(to, TcpFixture.frame("x"));
      try (RawPeer peer = new RawPeer(socket.accept()).answerHello(TcpFixture.SERVER)) {
        while (here.notSent().isEmpty()) { // until the sockets and the queue are full
          client.send(to, new Frame(new byte[0], new byte[TcpFixture.MAX_FRAME]));
        }
        peer.send(new byte[0]); // alive, but not reading
        clock.advanceMillis(QUEUE + 1);
        here.await("look at its age", l -> !l.linkDowns().isEmpty() || expired(l));
        clock.advanceMillis(STALL + 1);
        assertThat(here.awaitLinkDown().linkDowns().get(0).reason()).contains("takes nothing");
        assertThat(here.notSent()).hasSizeGreaterThan(1);
      }
    }
  }

  private static boolean expired(RecordingListener listener) {
    return listener.notSent().stream().anyMatch(n -> n.reason().contains("waited too long"));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
