package org.dynamokv.core.store;

import java.util.List;
import org.dynamokv.core.value.Bytes;

/**
 * What a get found.
 *
 * @param versions the siblings, newest first, none of which is contained in another; empty: not
 *     found
 * @param context covers all of them; to be handed back with the next put. Empty when nothing was
 *     ever stored; not empty beside no versions when a tombstone stands
 * @param strict whether the key's own replicas alone met the quorum
 */
public record Reading(List<Version> versions, Bytes context, boolean strict) {
  /** Copies the list. */
  public Reading {
    versions = List.copyOf(versions);
  }

  /** Whether there is something to show. */
  public boolean isFound() {
    return !versions.isEmpty();
  }
}
