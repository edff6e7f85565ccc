package org.dynamokv.transport.tcp;

import java.util.function.LongSupplier;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportListener;

/**
 * What every part of one started transport needs. Never changes.
 *
 * @param nanoTime a monotonic clock
 */
record Shared(
    TransportConfig config,
    TcpSettings settings,
    Timing timing,
    LongSupplier nanoTime,
    TransportListener listener) {
  long now() {
    return nanoTime.getAsLong();
  }

  /** What log lines start with. */
  String name() {
    return config.hello().node() + " tcp";
  }
}
