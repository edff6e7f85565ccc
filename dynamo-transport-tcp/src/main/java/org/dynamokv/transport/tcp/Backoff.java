package org.dynamokv.transport.tcp;

import java.util.function.DoubleSupplier;

/**
 * Randomised exponential back-off: each failure in a row doubles the pause up to a limit, and a
 * pause is half to all of that, so that many peers of one node do not return together. One thread.
 */
final class Backoff {
  private static final int MAX_DOUBLINGS = 20;

  private final long minNanos;
  private final long maxNanos;
  private final DoubleSupplier random;
  // Mutable state
  private int failures;

  /**
   * No failure yet.
   *
   * @param random 0 (inclusive) to 1
   */
  Backoff(long minMillis, long maxMillis, DoubleSupplier random) {
    this.minNanos = minMillis * 1_000_000;
    this.maxNanos = maxMillis * 1_000_000;
    this.random = random;
  }

  /** How long to pause after one more failure. */
  long failedNanos() {
    long ceiling = Math.min(maxNanos, minNanos << Math.min(failures++, MAX_DOUBLINGS));
    return (long) (ceiling * (0.5 + random.getAsDouble() / 2));
  }

  /** Begins anew. */
  void reset() {
    failures = 0;
  }

  long maxNanos() {
    return maxNanos;
  }

  int failures() {
    return failures;
  }
}
