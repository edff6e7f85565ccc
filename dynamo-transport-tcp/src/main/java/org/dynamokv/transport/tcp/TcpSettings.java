package org.dynamokv.transport.tcp;

import java.util.List;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.Settings;

/**
 * The transport's own settings; {@link #KNOWN} tells unit, default, and what goes wrong.
 *
 * @param ioThreads threads that read and write
 * @param io {@code auto}, {@code epoll} or {@code nio}
 * @param connections to each endpoint
 * @param connectMillis until a connection attempt counts as failed
 * @param helloMillis until a peer that has not said hello is given up
 * @param backoffMinMillis pause after the first failure
 * @param backoffMaxMillis longest pause
 * @param queueBytes what may wait for one connection
 * @param heartbeatMillis between two signs of life
 * @param maxIncoming connections that others may hold open
 */
record TcpSettings(
    int ioThreads,
    String io,
    int connections,
    int connectMillis,
    int helloMillis,
    int backoffMinMillis,
    int backoffMaxMillis,
    long queueBytes,
    int heartbeatMillis,
    int maxIncoming) {
  static final List<Setting> KNOWN =
      List.of(
          new Setting(
              "io-threads",
              "1",
              "threads that read and write, 1 to 64; too few: the network waits for one core;"
                  + " too many: they take the cores from the requests"),
          new Setting(
              "io",
              "auto",
              "epoll (Linux only), nio, or auto: epoll where there is one; nio costs some speed"),
          new Setting(
              "connections",
              "1",
              "connections to each endpoint, 1 to 16; more than one pays only with more than one"
                  + " io-thread, and spreads the batches thin"),
          new Setting(
              "connect-timeout",
              "1000",
              "ms until a connection attempt has failed; too small: far peers are never reached;"
                  + " too large: requests wait long for a dead one"),
          new Setting(
              "hello-timeout",
              "3000",
              "ms until a peer that has not said hello is given up; too small: a busy peer is"
                  + " taken for a dead one; too large: requests wait long for a hung one"),
          new Setting(
              "backoff-min",
              "20",
              "ms of pause after a failed connection, doubled with each further failure; too small:"
                  + " a dead peer costs work; too large: a short fault lasts longer"),
          new Setting(
              "backoff-max",
              "1000",
              "ms, the longest pause; too small: as above; too large: a peer that came back is"
                  + " noticed late"),
          new Setting(
              "queue-bytes",
              "32m",
              "bytes that may wait for one connection; too small: bursts are refused; too large: a"
                  + " slow peer costs memory"),
          new Setting(
              "heartbeat",
              "500",
              "ms between two signs of life on a quiet connection, at most a third of the silence"
                  + " that ends it; too small: costs work; too large: no effect"),
          new Setting(
              "max-incoming",
              "4096",
              "connections that others may hold open; too small: peers and clients are turned away;"
                  + " too large: they may use up the process's file descriptors"));

  /** Reads them; throws IllegalArgumentException with a line that names the wrong one. */
  static TcpSettings of(Settings in) {
    int backoffMin = (int) in.number("backoff-min", 1, 60_000);
    return new TcpSettings(
        (int) in.number("io-threads", 1, 64),
        in.oneOf("io", List.of("auto", "epoll", "nio")),
        (int) in.number("connections", 1, 16),
        (int) in.number("connect-timeout", 1, 60_000),
        (int) in.number("hello-timeout", 1, 60_000),
        backoffMin,
        (int) in.number("backoff-max", backoffMin, 600_000),
        in.bytes("queue-bytes", 1, 1L << 40),
        (int) in.number("heartbeat", 1, 60_000),
        (int) in.number("max-incoming", 1, 1_000_000));
  }
}
