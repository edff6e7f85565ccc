package org.dynamokv.core.coordinator;

import java.util.List;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Failure.Outcome;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Whether a write can succeed at all, judged before anything is stored, so that the client can be
 * told "refused".
 */
final class Prospects {
  private Prospects() {}

  /** Why not; null when enough nodes seem to be there. */
  static @Nullable Failure unmet(
      Surroundings s, Ring ring, int partition, int n, int w, boolean sloppy) {
    for (List<NodeId> list : ring.writers(partition, n)) {
      int needed = Math.min(w, list.size());
      int usable = 0;
      for (NodeId node : list) {
        usable += s.isUsable(node) ? 1 : 0;
      }
      if (usable < needed && sloppy) {
        usable += new StandIns(s, ring, partition).size();
      }
      if (usable < needed) {
        return new Failure(
            Code.NOT_ENOUGH_REPLICAS,
            "a write needs %d replicas and %d can be reached".formatted(needed, usable),
            Outcome.REFUSED,
            needed,
            usable);
      }
    }
    return null;
  }
}
