package org.dynamokv.core.membership;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.dynamokv.core.value.NodeId;

/**
 * Counts the answers to MayI (D4): go on when every member that answers said yes, and a majority
 * did. Who does not answer in time is absent, not against. One thread.
 */
final class Permission {
  /** How it stands. */
  enum Verdict {
    /** Somebody has not answered yet. */
    WAIT,
    /** All that are there agree, and they are a majority. */
    GRANTED,
    /** Somebody is busy with another change. */
    BUSY,
    /** Too few are there. */
    NO_MAJORITY
  }

  private final int members;
  // Mutable state
  private final Set<NodeId> waiting = new TreeSet<>();
  private final Set<NodeId> yes = new TreeSet<>();
  private boolean busy;

  /** The asker says yes to itself. */
  Permission(NodeId asker, Collection<NodeId> others) {
    members = others.size() + 1;
    waiting.addAll(others);
    yes.add(asker);
  }

  void answered(NodeId member, boolean agrees) {
    if (waiting.remove(member)) {
      busy |= !agrees;
      if (agrees) {
        yes.add(member);
      }
    }
  }

  void absent(NodeId member) {
    waiting.remove(member);
  }

  Verdict verdict() {
    if (busy) {
      return Verdict.BUSY;
    }
    if (!waiting.isEmpty()) {
      return Verdict.WAIT;
    }
    return yes.size() > members / 2 ? Verdict.GRANTED : Verdict.NO_MAJORITY;
  }

  /** Who said yes: they look up. */
  Set<NodeId> yes() {
    return yes;
  }
}
