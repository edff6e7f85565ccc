package org.dynamokv.core.membership;

import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;

/** The node that membership works for. Called on membership's shard. */
public interface Host {
  /**
   * A higher ring is decided and durable here: every shard takes it over.
   *
   * @param everyShardHasIt to run, once, on any thread, when no shard serves by an older ring any
   *     more: only then does this node say that it is at that epoch
   */
  void adopt(Ring ring, Runnable everyShardHasIt);

  /** This node will not be (or no longer is) a member; it serves nothing. For people. */
  void refused(String reason);

  /**
   * A member listens somewhere else than the ring says. Also called after each ring: it is to be
   * preferred to what the ring says. Membership's own peers know already, so a host with one shard
   * need do nothing.
   */
  default void moved(Member member) {}

  /** How many hints this node keeps for others. */
  long hints();
}
