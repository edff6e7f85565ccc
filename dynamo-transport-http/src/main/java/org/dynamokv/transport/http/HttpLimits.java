package org.dynamokv.transport.http;

import org.dynamokv.core.value.Limits;

/**
 * What the doors take at most; more is refused by name.
 *
 * @param valueBytes largest value, bytes; must not be above the node's own limit, or large values
 *     travel in vain
 * @param requestsInFlight requests that may wait for the store at once; too small refuses bursts,
 *     too large lets a slow store fill the memory
 * @param bodyBytesInFlight request bodies held in memory at once, bytes, at least one value; too
 *     small refuses concurrent large puts, too large lets them fill the heap
 */
public record HttpLimits(int valueBytes, int requestsInFlight, long bodyBytesInFlight) {
  /** 16 MiB a value, 1024 requests, 128 MiB of bodies. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(Limits.DEFAULT_VALUE_BYTES, 1024, 128L << 20);

  /** Checks the bounds. */
  public HttpLimits {
    if (valueBytes < 1 || requestsInFlight < 1 || bodyBytesInFlight < valueBytes) {
      throw new IllegalArgumentException(
          "limits must be at least 1, and the bodies in flight at least one value");
    }
  }
}
