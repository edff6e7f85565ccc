package org.dynamokv.transport.tcp;

import java.util.function.LongSupplier;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;

/** The transport as its user sees it: not started, running, closed. */
final class TcpTransport implements Transport {
  private final TransportConfig config;
  private final TcpSettings settings;
  private final Timing timing;
  private final Sockets sockets;
  private final LongSupplier nanoTime;
  // Mutable state, any thread
  private volatile @Nullable Running running;
  private volatile boolean closed;

  TcpTransport(TransportConfig config, TcpSettings settings, LongSupplier nanoTime) {
    this.config = config;
    this.settings = settings;
    this.timing = Timing.of(config.maxAgeMillis(), settings);
    this.sockets = Sockets.of(settings, timing);
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void start(TransportListener listener) throws TransportException {
    if (running != null || closed) {
      throw new IllegalStateException("started before");
    }
    Shared shared = new Shared(config, settings, timing, nanoTime, listener);
    Running started = new Running(shared, sockets);
    try {
      started.listen();
    } catch (TransportException e) {
      started.close();
      throw e;
    }
    running = started;
  }

  @Override
  public int port() {
    return started().port();
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    started().send(to, frame);
  }

  @Override
  public synchronized void close() {
    closed = true;
    Running now = running;
    if (now != null) {
      now.close();
    }
  }

  private Running started() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("not started");
    }
    return now;
  }
}
