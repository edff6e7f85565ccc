package org.dynamokv.core.version;

/**
 * What a bucket does with concurrent writes.
 *
 * @param lastWriterWins true: a coordinated put covers everything that its coordinator holds;
 *     false: siblings stay
 * @param maxSiblings a put that would raise the count above this is refused; at least 1
 * @param maxClockDriftMillis last-writer-wins: how far a hybrid clock may run ahead of the wall
 *     clock before a put is refused
 */
public record SiblingPolicy(boolean lastWriterWins, int maxSiblings, long maxClockDriftMillis) {
  /** Keeps siblings, at most 100. */
  public static final SiblingPolicy DEFAULT = new SiblingPolicy(false, 100, 60_000);
}
