package org.dynamokv.core.spi;

import org.dynamokv.core.value.Endpoint;

/**
 * What a transport tells the node. Called on the transport's own threads; it returns at once and
 * never blocks.
 */
public interface TransportListener {
  /**
   * A whole frame came in. The listener owns the array. When it throws IllegalArgumentException
   * (unknown type or version, truncated), the transport closes that connection only and logs the
   * message.
   */
  void received(Link link, byte[] frame);

  /**
   * This frame has certainly not left this process, so whoever sent it may safely try elsewhere:
   * the connection was refused or did not say hello, the buffer was full, or the frame grew too old
   * in the queue.
   */
  void notSent(Endpoint to, Frame frame, String reason);

  /**
   * A connection that this side had opened has ended; what was sent on it may or may not have
   * arrived.
   */
  void linkDown(Endpoint to, String reason);
}
