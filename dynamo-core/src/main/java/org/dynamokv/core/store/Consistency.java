package org.dynamokv.core.store;

/** Which nodes may count to a quorum. */
public enum Consistency {
  /** The first N healthy nodes: stand-ins count (paper 4.6). */
  SLOPPY,
  /** Only the key's own replicas count. */
  STRICT
}
