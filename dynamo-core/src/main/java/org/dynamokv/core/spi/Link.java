package org.dynamokv.core.spi;

/** A connection as the receiver of a frame sees it. Any thread. */
public interface Link {
  /** What the other side said first. */
  Hello peer();

  /**
   * Sends a frame back over the same connection: never blocks, never throws; dropped when the
   * connection is gone or its buffer is full.
   */
  void send(Frame frame);

  /** Closes this connection, with a line for the log that says why. */
  void close(String reason);
}
