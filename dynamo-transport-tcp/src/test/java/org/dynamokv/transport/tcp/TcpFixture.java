package org.dynamokv.transport.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.dynamokv.core.contract.RecordingListener;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** Opens transports with a clock and settings of the test's choice, and closes them. */
final class TcpFixture implements AutoCloseable {
  static final int MAX_FRAME = 1 << 20;
  static final long MAX_AGE_MILLIS = 10_000;
  static final Hello SERVER = Hello.of("test", new NodeId(1), 10, false);
  static final Hello PEER = Hello.of("test", new NodeId(2), 20, false);

  private final List<Transport> opened = new ArrayList<>();

  Transport open(
      Hello hello,
      @Nullable Endpoint at,
      LongSupplier clock,
      Map<String, String> given,
      RecordingListener listener)
      throws TransportException {
    Settings settings = Settings.of("transport.tcp.", TcpSettings.KNOWN, new TreeMap<>(given));
    TransportConfig config = new TransportConfig(hello, at, MAX_FRAME, MAX_AGE_MILLIS, settings);
    Transport transport = new TcpTransport(config, TcpSettings.of(settings), clock);
    opened.add(transport);
    transport.start(listener);
    return transport;
  }

  Transport server(LongSupplier clock, RecordingListener listener) throws TransportException {
    return open(SERVER, new Endpoint("127.0.0.1", 0), clock, Map.of(), listener);
  }

  Transport client(LongSupplier clock, RecordingListener listener) throws TransportException {
    return open(PEER, null, clock, Map.of(), listener);
  }

  static Frame frame(String text) {
    return new Frame(new byte[0], text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    opened.forEach(Transport::close);
  }
}
