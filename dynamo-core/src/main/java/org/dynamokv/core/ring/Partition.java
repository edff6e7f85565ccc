package org.dynamokv.core.ring;

import java.util.List;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Who holds one of the Q equal parts of the key space.
 *
 * @param owners the present list, in preference order
 * @param next the list that a change leads to; empty when this partition is not moving
 * @param since the last epoch that changed these lists or their phase: requests stamped lower are
 *     refused
 */
public record Partition(List<Owner> owners, List<Owner> next, long since) {
  /** Copies the lists. */
  public Partition {
    owners = List.copyOf(owners);
    next = List.copyOf(next);
  }

  /** Whether a change is under way here. */
  public boolean isMoving() {
    return !next.isEmpty();
  }

  /** The entry of a node, present or coming; null when it has none. */
  public @Nullable Owner ownerOf(NodeId node) {
    Owner present = find(owners, node);
    return present != null ? present : find(next, node);
  }

  private static @Nullable Owner find(List<Owner> list, NodeId node) {
    for (Owner owner : list) {
      if (owner.node().equals(node)) {
        return owner;
      }
    }
    return null;
  }

  /** Whether a node holds this partition now or is about to. */
  public boolean involves(NodeId node) {
    return ownerOf(node) != null;
  }
}
