package org.dynamokv.core.ring;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Plans the owner lists that a change leads to (paper 6.2, strategy 3).
 *
 * <p>In this order: owners of a list are distinct nodes; every node holds its share of the
 * positions within one; owners stand in distinct racks as far as the shares allow; nothing moves
 * without need; first positions are spread. Nodes that do not look up give and take nothing. The
 * same inputs and random numbers give the same plan.
 */
public final class Placement {
  /** Most lists that are looked at to mend one: bounds the work when Q is large. */
  private static final int MOST_TRIES = 4096;

  private final Layout layout;
  private final List<Member> members;
  private final Set<NodeId> up;
  private final List<NodeId> joiners;
  private final int[] order;

  private Placement(Ring ring, List<Member> after, Set<NodeId> up, RandomGenerator random) {
    this.members = after;
    this.up = up;
    this.joiners =
        after.stream().map(Member::id).filter(id -> !ring.members().containsKey(id)).toList();
    this.layout =
        new Layout(after, ring.partitions(), Math.min(Quorums.largestN(ring), after.size()));
    this.order = shuffled(layout.partitions(), random);
  }

  /**
   * The owners of every partition after a change.
   *
   * @param leaver who gives up all positions, or null
   * @param joiners who comes; they count as up
   * @param up the members that look up: nothing is taken from or given to others
   */
  public static List<List<NodeId>> plan(
      Ring ring,
      @Nullable NodeId leaver,
      List<Member> joiners,
      Set<NodeId> up,
      RandomGenerator random) {
    SortedMap<NodeId, Member> after = new TreeMap<>(ring.members());
    joiners.forEach(j -> after.put(j.id(), j));
    if (leaver != null) {
      after.remove(leaver);
    }
    if (after.isEmpty()) {
      throw new IllegalArgumentException("the last member cannot go");
    }
    Placement plan = new Placement(ring, List.copyOf(after.values()), up, random);
    plan.fill();
    plan.level(
        leaver == null ? plan.numbersOfJoiners() : IntStream.range(0, after.size()).toArray());
    plan.spreadRacks();
    plan.spreadFirsts();
    return plan.layout.ids();
  }

  private static int[] shuffled(int count, RandomGenerator random) {
    int[] out = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = out[j];
      out[j] = out[i];
      out[i] = other;
    }
    return out;
  }

  private boolean isUp(int node) {
    NodeId id = members.get(node).id();
    return joiners.contains(id) || up.contains(id);
  }

  private boolean isJoiner(int node) {
    return joiners.contains(members.get(node).id());
  }

  private int[] numbersOfJoiners() {
    return IntStream.range(0, members.size()).filter(this::isJoiner).toArray();
  }

  // Positions that nobody holds: lists that grow, and what a leaver held.

  private void fill() {
    for (int p : order) {
      for (int i = 0; i < layout.length(); i++) {
        if (layout.at(p, i) == Layout.HOLE) {
          layout.put(p, i, filler(p, i));
        }
      }
    }
  }

  private int filler(int p, int i) {
    int best = Layout.HOLE;
    for (int node = 0; node < layout.nodes(); node++) {
      if (!layout.has(p, node) && (best == Layout.HOLE || fitsBetter(p, i, node, best))) {
        best = node;
      }
    }
    return best;
  }

  private boolean fitsBetter(int p, int i, int node, int than) {
    if (isUp(node) != isUp(than)) {
      return isUp(node);
    }
    int racks = layout.collisionsAdded(p, i, node) - layout.collisionsAdded(p, i, than);
    return racks != 0 ? racks < 0 : layout.load(node) < layout.load(than);
  }

  // Shares: first what is above the larger share is given away, then what the takers still lack.

  private void level(int[] takers) {
    int total = layout.partitions() * layout.length();
    int floor = total / layout.nodes();
    int ceil = floor + (total % layout.nodes() == 0 ? 0 : 1);
    for (int keep : new int[] {ceil, floor}) {
      for (int added : new int[] {-1, 0, layout.length()}) {
        takeAll(takers, keep, added, true);
        takeAll(takers, keep, added, false);
      }
    }
  }

  private void takeAll(int[] takers, int keep, int added, boolean spreading) {
    for (int p : order) {
      for (int taker : takers) {
        if (layout.load(taker) < keep && isUp(taker) && !layout.has(p, taker)) {
          take(p, taker, keep, added, spreading);
        }
      }
    }
  }

  private void take(int p, int taker, int keep, int added, boolean spreading) {
    for (int i = 0; i < layout.length(); i++) {
      int giver = layout.at(p, i);
      if (layout.load(giver) > keep
          && isUp(giver)
          && layout.collisionsAdded(p, i, taker) <= added
          && (!spreading || (i == 0) == shouldLead(taker, giver))) {
        layout.put(p, i, taker);
        return;
      }
    }
  }

  private boolean shouldLead(int taker, int instead) {
    int share = layout.partitions() / layout.nodes();
    return layout.firsts(taker) < share && layout.firsts(instead) > share;
  }

  // Racks: exchanging two owners of two lists keeps all shares. While some list has a rack twice
  // and
  // another lacks it, there is an exchange that helps.

  private void spreadRacks() {
    for (int p : order) {
      while (layout.collisions(p) > 0 && mend(p)) {
        // each exchange removes at least one collision, so this ends
      }
    }
  }

  private boolean mend(int p) {
    int tries = Math.min(order.length, MOST_TRIES);
    for (int t = 0; t < tries; t++) {
      for (int i = 0; i < layout.length(); i++) {
        if (order[t] != p && exchange(p, i, order[t])) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean exchange(int p, int i, int q) {
    int mine = layout.at(p, i);
    if (!isUp(mine) || layout.isRackEverywhere(mine) || layout.has(q, mine)) {
      return false;
    }
    for (int j = 0; j < layout.length(); j++) {
      int theirs = layout.at(q, j);
      if (isUp(theirs)
          && !layout.has(p, theirs)
          && layout.collisionsAdded(p, i, theirs) + layout.collisionsAdded(q, j, mine) < 0) {
        layout.swap(p, i, q, j);
        return true;
      }
    }
    return false;
  }

  // Firsts: a joiner may lead a list that it enters; others keep their places, so that the heads
  // which buckets with a small n use change no more than they must.

  private void spreadFirsts() {
    for (int p : order) {
      for (int i = 1; i < layout.length(); i++) {
        int node = layout.at(p, i);
        if (isJoiner(node) && shouldLead(node, layout.at(p, 0))) {
          layout.swap(p, 0, p, i);
        }
      }
    }
  }
}
