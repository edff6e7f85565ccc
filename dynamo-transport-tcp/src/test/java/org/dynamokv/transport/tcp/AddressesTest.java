package org.dynamokv.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.dynamokv.core.contract.RecordingListener;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.value.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AddressesTest {
  private final TcpFixture fixture = new TcpFixture();
  private final RecordingListener here = new RecordingListener();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Transport listen(String host) throws TransportException {
    return fixture.open(
        TcpFixture.SERVER,
        new Endpoint(host, 0),
        System::nanoTime,
        Map.of(),
        RecordingListener.echo());
  }

  @Test
  void ipv6Works() throws Exception {
    assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
    Endpoint to = new Endpoint("::1", listen("::1").port());
    fixture.client(System::nanoTime, here).send(to, TcpFixture.frame("x"));
    here.awaitReceived(1);
  }

  @Test
  void aHostNameIsTriedAtAllItsAddresses() throws Exception {
    Endpoint to = new Endpoint("localhost", listen("127.0.0.1").port());
    Transport client = fixture.client(System::nanoTime, here);
    for (int tries = 1; here.received().isEmpty(); tries++) { // the first may be IPv6
      int told = tries;
      client.send(to, TcpFixture.frame("x"));
      here.await("answer", l -> l.received().size() + l.notSent().size() >= told);
    }
    assertThat(here.received()).hasSize(1);
  }

  @Test
  void anUnknownAddressToListenOnIsOneClearLine() {
    assertThatThrownBy(() -> listen("no-such-host.invalid"))
        .isInstanceOf(TransportException.class)
        .hasMessage("cannot listen on no-such-host.invalid:0: unknown host");
  }

  @Test
  void aSettingThatMakesNoSenseIsNamed() {
    assertThatThrownBy(
            () -> fixture.open(TcpFixture.PEER, null, () -> 0, Map.of("io", "carrier"), here))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transport.tcp.io=carrier");
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
