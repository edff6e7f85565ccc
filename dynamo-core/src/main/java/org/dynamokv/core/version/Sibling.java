package org.dynamokv.core.version;

import org.dynamokv.core.value.Content;
import org.jspecify.annotations.Nullable;

/**
 * One of the values of an object, or a tombstone, with the name of the write that made it.
 *
 * @param dot the write
 * @param content what was written; null is a tombstone
 * @param modifiedMillis wall clock of the coordinator (in a last-writer-wins bucket its hybrid
 *     clock), ms since 1970; shown to users, never compared for causality
 * @param expiresMillis wall clock from which it counts as dead, ms since 1970; 0 is never
 */
public record Sibling(Dot dot, @Nullable Content content, long modifiedMillis, long expiresMillis) {
  /** Whether this is the mark of a delete. */
  public boolean isTombstone() {
    return content == null;
  }

  /** Whether a reader at that wall clock sees nothing of it. */
  public boolean isDead(long wallMillis) {
    return content == null || expiresMillis != 0 && expiresMillis <= wallMillis;
  }
}
