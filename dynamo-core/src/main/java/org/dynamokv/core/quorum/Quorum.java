package org.dynamokv.core.quorum;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dynamokv.core.value.NodeId;

/**
 * Counts answers until a request has enough of them (paper 4.5), or never can. While a partition
 * moves there are two lists of nodes, and each must give its own quorum. One thread.
 */
public final class Quorum {
  /** How it stands. */
  public enum State {
    /** Not enough yet, but still possible. */
    PENDING,
    /** Enough. */
    REACHED,
    /** Too many are lost. */
    IMPOSSIBLE
  }

  private final List<List<NodeId>> lists;
  private final int wanted;
  private final boolean standInsCount;
  // Mutable state: for each listed node, who answered for it; and those nobody will answer for
  private final Map<NodeId, NodeId> answers = new LinkedHashMap<>();
  private final Set<NodeId> lost = new LinkedHashSet<>();

  /**
   * No answers yet.
   *
   * @param lists each must give its own quorum; a node may stand in several
   * @param wanted R or W; a list that is shorter needs all of its nodes
   * @param standInsCount whether an answer of another node in the place of a listed one counts
   *     (sloppy)
   */
  public Quorum(List<List<NodeId>> lists, int wanted, boolean standInsCount) {
    this.lists = lists;
    this.wanted = wanted;
    this.standInsCount = standInsCount;
  }

  /**
   * {@code by} has answered for the listed node {@code target}; both are the same unless {@code by}
   * stands in. A node counts once, for the first that it answers for; the listed node itself takes
   * over from its stand-in.
   */
  public State answered(NodeId target, NodeId by) {
    boolean self = target.equals(by);
    if (self) {
      answers.put(target, by);
    } else if (standInsCount && !answers.containsValue(by) && !isListed(by)) {
      answers.putIfAbsent(target, by);
    }
    return state();
  }

  /** Nobody will answer for this listed node. */
  public State lost(NodeId target) {
    lost.add(target);
    return state();
  }

  /** What {@code by} has answered for a listed node turned out to be worth nothing. */
  public void withdrawn(NodeId target, NodeId by) {
    answers.remove(target, by);
  }

  /** How it stands. */
  public State state() {
    State state = State.REACHED;
    for (List<NodeId> list : lists) {
      int needed = needed(list);
      if (count(list) >= needed) {
        continue;
      }
      if (list.size() - lostOf(list) < needed) {
        return State.IMPOSSIBLE;
      }
      state = State.PENDING;
    }
    return state;
  }

  /** How many answers the list needs that is furthest from its quorum. */
  public int needed() {
    return needed(worst());
  }

  /** How many that list has. */
  public int got() {
    return count(worst());
  }

  /** Whether the listed nodes alone, without stand-ins, are enough. */
  public boolean isStrict() {
    for (List<NodeId> list : lists) {
      int own = 0;
      for (NodeId node : list) {
        own += node.equals(answers.get(node)) ? 1 : 0;
      }
      if (own < needed(list)) {
        return false;
      }
    }
    return true;
  }

  private List<NodeId> worst() {
    List<NodeId> worst = lists.get(0);
    for (List<NodeId> list : lists) {
      if (needed(list) - count(list) > needed(worst) - count(worst)) {
        worst = list;
      }
    }
    return worst;
  }

  private int needed(List<NodeId> list) {
    return Math.min(wanted, list.size());
  }

  private int count(List<NodeId> list) {
    int count = 0;
    for (NodeId node : list) {
      count += answers.containsKey(node) ? 1 : 0;
    }
    return count;
  }

  private int lostOf(List<NodeId> list) {
    int count = 0;
    for (NodeId node : list) {
      count += lost.contains(node) && !answers.containsKey(node) ? 1 : 0;
    }
    return count;
  }

  private boolean isListed(NodeId node) {
    for (List<NodeId> list : lists) {
      if (list.contains(node)) {
        return true;
      }
    }
    return false;
  }
}
