package org.dynamokv.core.membership;

import org.dynamokv.core.value.NodeId;

/**
 * The courtesy of D4: one asker at a time may start a change. In memory only, and it expires, so a
 * dead asker blocks nobody for long. One thread.
 */
final class Grant {
  private final long keptMillis;
  // Mutable state
  private NodeId holder = NodeId.NONE;
  private long attempt;
  private long untilMillis = Long.MIN_VALUE;

  Grant(long keptMillis) {
    this.keptMillis = keptMillis;
  }

  /** Whether this asker may go on; it holds the grant then. */
  boolean give(NodeId asker, long itsAttempt, long nowMillis) {
    boolean taken = nowMillis < untilMillis && !(asker.equals(holder) && itsAttempt == attempt);
    if (taken) {
      return false;
    }
    holder = asker;
    attempt = itsAttempt;
    untilMillis = nowMillis + keptMillis;
    return true;
  }

  /** The ring changed: nobody holds it. */
  void clear() {
    untilMillis = Long.MIN_VALUE;
  }
}
