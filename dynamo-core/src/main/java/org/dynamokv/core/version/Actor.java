package org.dynamokv.core.version;

import java.util.Comparator;
import org.dynamokv.core.value.NodeId;

/**
 * Who issues dots for one copy of one key. It serves only during the start of the node that made
 * it, so that no crash, restored disk or cloned machine can make a dot twice.
 *
 * @param node the node that writes
 * @param start the random number (48 bits) that the node drew when its process started
 * @param n counted in memory since that start; a shard's own numbers
 */
public record Actor(NodeId node, long start, long n) implements Comparable<Actor> {
  private static final Comparator<Actor> ORDER =
      Comparator.comparing(Actor::node).thenComparingLong(Actor::start).thenComparingLong(Actor::n);

  /** Whether it was made by this start of this node. */
  public boolean isOf(NodeId aNode, long aStart) {
    return start == aStart && node.equals(aNode);
  }

  @Override
  public int compareTo(Actor other) {
    return ORDER.compare(this, other);
  }

  /** Start and number, as the admin API shows it in {@code epoch}. */
  public String epoch() {
    return Long.toHexString(start) + "." + n;
  }

  @Override
  public String toString() {
    return node + "/" + epoch();
  }
}
