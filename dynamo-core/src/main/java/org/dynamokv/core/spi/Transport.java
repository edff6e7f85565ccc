package org.dynamokv.core.spi;

import org.dynamokv.core.value.Endpoint;

/**
 * Carries bytes between endpoints, best effort. What arrives may be late, twice or never, but no
 * later than {@link TransportConfig#maxAgeMillis}: a frame that waited too long in a queue is
 * dropped, a connection whose heartbeats stop is closed with all that it holds, and a process whose
 * own loop stood still that long closes its connections first (monotonic clocks only). One
 * connection carries many requests at once, and replies go back over the connection that the
 * request came by. Frames on one connection arrive in order.
 *
 * <p>Connections say {@link Hello} first; a mismatch is refused with a reason that both sides log.
 * A connection that is lost is opened again, on demand, with randomised exponential back-off.
 */
public interface Transport extends AutoCloseable {
  /**
   * Starts, and listens where the configuration says so. May block.
   *
   * @throws TransportException when the address cannot be bound: one line for the operator
   */
  void start(TransportListener listener) throws TransportException;

  /**
   * The port that is listened on, also when 0 was asked for; -1 when this transport does not
   * listen.
   */
  int port();

  /**
   * Sends a frame: never blocks, never throws for a network reason. The connection is opened when
   * there is none. Any thread; frames that one thread sends to one endpoint keep their order.
   */
  void send(Endpoint to, Frame frame);

  /**
   * Closes every connection and stops the threads; waits for them, within a bound. Never throws.
   */
  @Override
  void close();
}
