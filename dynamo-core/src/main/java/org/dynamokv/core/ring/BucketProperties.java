package org.dynamokv.core.ring;

import org.dynamokv.core.version.SiblingPolicy;

/**
 * How a bucket's objects are kept.
 *
 * @param n replicas, at least 1
 * @param r replicas that answer a read, 1 to n
 * @param w replicas that make a write durable before it is acknowledged, 1 to n
 * @param siblings what becomes of concurrent writes
 * @param ttlMillis default time to live, ms; 0 is for ever
 */
public record BucketProperties(int n, int r, int w, SiblingPolicy siblings, long ttlMillis) {
  /** Three replicas, quorums of two, siblings kept, no expiry. */
  public static final BucketProperties DEFAULT =
      new BucketProperties(3, 2, 2, SiblingPolicy.DEFAULT, 0);

  /** Checks that r and w can be met. */
  public BucketProperties {
    if (n < 1 || r < 1 || w < 1 || r > n || w > n) {
      throw new IllegalArgumentException("r=" + r + " and w=" + w + " must be within 1 and n=" + n);
    }
  }
}
