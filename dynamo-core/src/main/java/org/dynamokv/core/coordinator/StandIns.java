package org.dynamokv.core.coordinator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that may stand in for owners of one key in one request: the next distinct nodes
 * clockwise, usable ones first, each for one owner only (paper 4.6).
 */
final class StandIns {
  // Mutable state
  private final Deque<NodeId> left = new ArrayDeque<>();

  StandIns(Surroundings s, Ring ring, int partition) {
    for (NodeId node : ring.standIns(partition)) {
      if (s.isUsable(node)) {
        left.add(node);
      }
    }
  }

  /** Takes the next one; null when none is left. */
  @Nullable NodeId next() {
    return left.poll();
  }

  /** This node has been taken already. */
  void used(NodeId node) {
    left.remove(node);
  }

  int size() {
    return left.size();
  }
}
