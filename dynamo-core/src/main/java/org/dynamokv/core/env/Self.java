package org.dynamokv.core.env;

import org.dynamokv.core.value.NodeId;

/**
 * Who this process is.
 *
 * @param id of the node or client
 * @param start the random number (48 bits, not 0) drawn when this process started
 */
public record Self(NodeId id, long start) {
  private static final long START_MASK = (1L << 48) - 1;

  /** This node with a start drawn from 64 random bits. */
  public static Self starting(NodeId id, long random) {
    long start = random & START_MASK;
    return new Self(id, start == 0 ? 1 : start);
  }
}
