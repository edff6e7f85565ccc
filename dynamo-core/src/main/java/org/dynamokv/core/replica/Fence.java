package org.dynamokv.core.replica;

import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** Which requests a replica may serve, by their epoch (MEMBERSHIP, rules N1 to N3). Pure. */
public final class Fence {
  private Fence() {}

  /**
   * Why a request is refused, or null when it may be served.
   *
   * @param ring the replica's
   * @param self the replica
   * @param stamp the epoch that the request was begun with
   * @param hint whether it speaks to a stand-in rather than to an owner
   */
  public static @Nullable Reason refusal(
      Ring ring, NodeId self, int partition, long stamp, boolean hint) {
    if (stamp > ring.epoch()) {
      return Reason.BEHIND;
    }
    if (stamp < ring.partition(partition).since()) {
      return Reason.STALE_EPOCH;
    }
    boolean owner = ring.partition(partition).involves(self);
    if (hint) {
      return owner || !ring.takesHints(self) ? Reason.NOT_OWNER : null;
    }
    return owner ? null : Reason.NOT_OWNER;
  }
}
