package org.dynamokv.transport.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.dynamokv.core.contract.RecordingListener;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes in from a socket that no transport of ours writes to. */
@Timeout(60)
final class HostileInputTest {
  private final TcpFixture fixture = new TcpFixture();
  private final LogLines log = new LogLines();
  private final RecordingListener listener = RecordingListener.echo();
  private final RecordingListener neighbour = new RecordingListener();
  private Transport server;
  private Transport other;

  @BeforeEach
  void openAnInnocentConnection() throws Exception {
    server = fixture.server(System::nanoTime, listener);
    other = fixture.client(System::nanoTime, neighbour);
    other.send(at(), TcpFixture.frame("before"));
    neighbour.awaitReceived(1);
  }

  @AfterEach
  void theInnocentConnectionStillWorks() {
    other.send(at(), TcpFixture.frame("after"));
    neighbour.awaitReceived(2);
    assertThat(neighbour.linkDowns()).isEmpty();
    fixture.close();
    log.close();
  }

  private Endpoint at() {
    return new Endpoint("127.0.0.1", server.port());
  }

  private void awaitOneLine(String reason) {
    listener.await("log line '" + reason + "'", l -> log.with(reason).size() == 1);
    assertThat(log.with(reason).get(0)).contains("0000000000000001 tcp: ", "from /127.0.0.1:");
  }

  @Test
  void aStreamThatEndsInsideAFrameDeliversNothing() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER)) {
      peer.rawLength(100);
      peer.raw().write(new byte[99]);
      peer.raw().flush();
    }
    awaitOneLine("inside a frame");
    assertThat(listener.received()).hasSize(1);
  }

  @Test
  void aWrongMagicIsRefused() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.port())) {
      peer.send("GET / HTTP/1.1".getBytes(UTF_8));
      Hello.decode(peer.read());
      byte[] verdict = peer.read();
      assertThatThrownBy(() -> Verdict.check(verdict)).hasMessageContaining("not a Dynamo peer");
      assertThatThrownBy(peer::read).isInstanceOf(EOFException.class);
    }
    awaitOneLine("refused: not a Dynamo peer");
  }

  @Test
  void anHttpRequestIsNoHello() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.port())) {
      peer.raw().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      peer.raw().flush();
      assertThat(peer.readToEnd()).isZero();
    }
    awaitOneLine("it does not speak the dynamo protocol: a frame of 1195725856 bytes is longer");
  }

  @Test
  void aHelloOverItsOwnLimitIsRefused() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.port())) {
      peer.rawLength(Hello.MAX_BYTES + 1);
      assertThat(peer.readToEnd()).isZero();
    }
    awaitOneLine("a frame of 4097 bytes is longer than 4096");
  }

  @Test
  void aPeerOfAnotherClusterLearnsWhy() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.port())) {
      peer.send(Hello.of("elsewhere", new NodeId(9), 1, false).encode());
      peer.read();
      byte[] verdict = peer.read();
      assertThatThrownBy(() -> Verdict.check(verdict)).hasMessageContaining("'elsewhere'");
    }
    awaitOneLine("refused: this side is of cluster 'test', the peer of 'elsewhere'");
  }

  @Test
  void anEnormousLengthClosesTheConnection() throws Exception {
    for (int length : new int[] {Integer.MAX_VALUE, -1, TcpFixture.MAX_FRAME + 1}) {
      try (RawPeer peer = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER)) {
        peer.rawLength(length);
        assertThat(peer.readToEnd()).isZero();
      }
      awaitOneLine("a frame of " + Integer.toUnsignedLong(length) + " bytes is longer than");
    }
  }

  @Test
  void aPeerThatLeavesInOrderIsNotNews() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER)) {
      peer.send("x".getBytes(UTF_8));
      listener.awaitReceived(2);
    }
    try (RawPeer peer = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER)) {
      peer.rawLength(-1);
      assertThat(peer.readToEnd()).isZero();
    }
    awaitOneLine("longer than");
    assertThat(log.with("closed:")).hasSize(1);
  }

  @Test
  void framesCutAnywhereArriveWhole() throws Exception {
    byte[] text = "a frame in many packets".getBytes(UTF_8);
    byte[] stream = ByteBuffer.allocate(4 + text.length).putInt(text.length).put(text).array();
    try (RawPeer peer = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER)) {
      for (byte one : stream) {
        peer.raw().write(one);
        peer.raw().flush();
      }
      byte[] echoed = peer.read();
      while (echoed.length == 0) {
        echoed = peer.read();
      }
      assertThat(echoed).isEqualTo(text);
    }
  }

  @Test
  void emptyFramesAreHeartbeatsAndNotDelivered() throws Exception {
    try (RawPeer peer = RawPeer.connect(server.port()).sayHello(TcpFixture.PEER)) {
      peer.send(new byte[0]);
      peer.send(new byte[0]);
      peer.send("x".getBytes(UTF_8));
      listener.awaitReceived(2);
      assertThat(listener.received().get(1)).containsExactly('x');
    }
  }

  @Test
  void aPeerThatSaysNothingIsGivenUp() throws Exception {
    RecordingListener here = new RecordingListener();
    Transport impatient =
        fixture.open(
            TcpFixture.SERVER,
            new Endpoint("127.0.0.1", 0),
            System::nanoTime,
            Map.of("hello-timeout", "50"),
            here);
    try (RawPeer peer = RawPeer.connect(impatient.port())) {
      assertThat(peer.readToEnd()).isZero();
    }
    awaitOneLine("no hello within 50 ms");
  }

  @Test
  void moreConnectionsThanAllowedAreTurnedAway() throws Exception {
    Transport narrow =
        fixture.open(
            TcpFixture.SERVER,
            new Endpoint("127.0.0.1", 0),
            System::nanoTime,
            Map.of("max-incoming", "1"),
            RecordingListener.echo());
    try (RawPeer first = RawPeer.connect(narrow.port()).sayHello(TcpFixture.PEER);
        RawPeer second = RawPeer.connect(narrow.port())) {
      assertThat(second.readToEnd()).isZero();
      byte[] large = new byte[200_000];
      Arrays.fill(large, (byte) 1);
      first.send(large);
      assertThat(first.read()).isEqualTo(large);
    }
  }
}
