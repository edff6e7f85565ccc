package org.dynamokv.core.message;

import org.dynamokv.core.value.NodeId;

/**
 * Orders proposals for one epoch (Paxos). {@link #NONE} is below all.
 *
 * @param counter from 1
 * @param node the proposer
 */
public record Ballot(long counter, NodeId node) implements Comparable<Ballot> {
  /** No ballot yet. */
  public static final Ballot NONE = new Ballot(0, NodeId.NONE);

  @Override
  public int compareTo(Ballot other) {
    int byCounter = Long.compare(counter, other.counter);
    return byCounter != 0 ? byCounter : node.compareTo(other.node);
  }
}
