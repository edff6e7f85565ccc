package org.dynamokv.core.membership;

import java.util.random.RandomGenerator;

/**
 * Randomised exponential back-off: each refusal doubles the longest wait, up to a limit; the wait
 * is drawn from its upper half. One thread.
 */
final class Backoff {
  private static final int MOST_DOUBLINGS = 16;

  private final long firstMillis;
  private final long longestMillis;
  private final RandomGenerator random;
  // Mutable state
  private int refusals;

  Backoff(long firstMillis, long longestMillis, RandomGenerator random) {
    this.firstMillis = firstMillis;
    this.longestMillis = longestMillis;
    this.random = random;
  }

  /** How long to wait after one more refusal, ms. */
  long next() {
    long wait = Math.min(longestMillis, firstMillis << refusals);
    refusals = Math.min(refusals + 1, MOST_DOUBLINGS);
    return wait / 2 + random.nextLong(wait / 2 + 1);
  }

  /** It went well. */
  void reset() {
    refusals = 0;
  }
}
