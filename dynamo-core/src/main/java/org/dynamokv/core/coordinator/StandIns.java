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
  private final Surroundings s;
  private final Ring ring;
  private final int partition;
  // Mutable state: null until somebody is needed, which is rare
  private @Nullable Deque<NodeId> left;
  private @Nullable NodeId used;

  StandIns(Surroundings s, Ring ring, int partition) {
    this.s = s;
    this.ring = ring;
    this.partition = partition;
  }

  /** Takes the next one; null when none is left. */
  @Nullable NodeId next() {
    return left().poll();
  }

  /** This node has been taken already; only before the first {@link #next}. */
  void used(NodeId node) {
    used = node;
  }

  int size() {
    return left().size();
  }

  private Deque<NodeId> left() {
    Deque<NodeId> present = left;
    if (present == null) {
      present = new ArrayDeque<>();
      for (NodeId node : ring.standIns(partition)) {
        if (!node.equals(used) && s.isUsable(node)) {
          present.add(node);
        }
      }
      left = present;
    }
    return present;
  }
}
