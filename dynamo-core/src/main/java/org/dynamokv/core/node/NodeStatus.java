package org.dynamokv.core.node;

import java.util.List;
import java.util.SortedSet;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of itself and the cluster at one moment.
 *
 * @param me this node
 * @param state how far it is
 * @param waitingFor why it is not further, for people; empty when it is a member
 * @param ring null before it has one
 * @param alive the members whose last requests went well, this node among them
 * @param hints what it keeps for others
 * @param changeWaitingFor what a ring change under way waits for, for people; empty when none is
 */
public record NodeStatus(
    Member me,
    State state,
    String waitingFor,
    @Nullable Ring ring,
    SortedSet<NodeId> alive,
    List<HintCount> hints,
    String changeWaitingFor) {
  /** How far a node is. */
  public enum State {
    /** Reads its storage. */
    STARTING,
    /** Asks to be taken in, or receives its data. */
    JOINING,
    /** Serves. */
    MEMBER,
    /** Was told that it is no longer, or never will be, a member; serves nothing. */
    STOPPED
  }

  /** What is kept for one owner: hints and their bytes. */
  public record HintCount(NodeId target, long count, long bytes) {}
}
