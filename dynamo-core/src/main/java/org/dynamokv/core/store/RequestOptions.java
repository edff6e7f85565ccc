package org.dynamokv.core.store;

/**
 * What a caller may say of any request.
 *
 * @param r replicas that must answer a read; 0 takes the bucket's
 * @param w replicas that must make a write durable; 0 takes the bucket's
 * @param timeoutMillis how long the caller waits, ms; at least 1
 * @param consistency which nodes may count
 */
public record RequestOptions(int r, int w, int timeoutMillis, Consistency consistency) {
  /** How long a caller waits when it does not say, ms. */
  public static final int DEFAULT_TIMEOUT_MILLIS = 5_000;

  /** Longest that a caller may wait, ms: replay windows are sized by it. */
  public static final int MAX_TIMEOUT_MILLIS = 60_000;

  /** The bucket's quorums, five seconds, sloppy. */
  public static final RequestOptions DEFAULT =
      new RequestOptions(0, 0, DEFAULT_TIMEOUT_MILLIS, Consistency.SLOPPY);

  /** The same, for what is left of the time; at least 1 ms. */
  public RequestOptions within(long leftMillis) {
    int left = (int) Math.max(1, Math.min(leftMillis, timeoutMillis));
    return new RequestOptions(r, w, left, consistency);
  }

  /** Checks the bounds. */
  public RequestOptions {
    if (r < 0 || w < 0) {
      throw new IllegalArgumentException("r=" + r + " and w=" + w + " must not be negative");
    }
    if (timeoutMillis < 1 || timeoutMillis > MAX_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "timeout=" + timeoutMillis + " is not within 1 to " + MAX_TIMEOUT_MILLIS + " ms");
    }
  }
}
