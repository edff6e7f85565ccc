package org.dynamokv.core.env;

/**
 * How long to wait for a peer.
 *
 * @param slowMillis after so long a silence the caller is told that the peer is slow, and may ask
 *     another one as well; the peer counts as failed until it is heard from again
 * @param giveUpMillis when to give up; the receiver drops the request after the same time
 */
public record Patience(long slowMillis, long giveUpMillis) {
  /** Waits to the end, and only then counts the peer as failed. */
  public static Patience of(long timeoutMillis) {
    return new Patience(timeoutMillis, timeoutMillis);
  }
}
