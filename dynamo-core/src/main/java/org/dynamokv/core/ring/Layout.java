package org.dynamokv.core.ring;

import java.util.Arrays;
import java.util.List;
import org.dynamokv.core.value.NodeId;

/**
 * Owner lists while they are planned: nodes as numbers, with the counts that placement looks at.
 * One thread.
 */
final class Layout {
  /** A position without a node. */
  static final int HOLE = -1;

  private final List<Member> members;
  private final int[] rack;
  private final int[][] lists;
  // Mutable state
  private final int[] load;
  private final int[] firsts;
  private final int[] listsWithRack;

  /** The present lists, cut or stretched to a length; nodes that are not among the members go. */
  Layout(List<Member> members, List<Partition> partitions, int length) {
    this.members = members;
    List<String> racks = members.stream().map(Member::rack).distinct().toList();
    rack = members.stream().mapToInt(m -> racks.indexOf(m.rack())).toArray();
    load = new int[members.size()];
    firsts = new int[members.size()];
    listsWithRack = new int[racks.size()];
    lists = new int[partitions.size()][length];
    List<NodeId> ids = members.stream().map(Member::id).toList();
    for (int p = 0; p < lists.length; p++) {
      Arrays.fill(lists[p], HOLE);
      List<Owner> owners = partitions.get(p).owners();
      for (int i = 0; i < Math.min(length, owners.size()); i++) {
        put(p, i, ids.indexOf(owners.get(i).node()));
      }
    }
  }

  int partitions() {
    return lists.length;
  }

  int length() {
    return lists.length == 0 ? 0 : lists[0].length;
  }

  int nodes() {
    return rack.length;
  }

  int at(int p, int i) {
    return lists[p][i];
  }

  /** How many positions a node holds. */
  int load(int node) {
    return load[node];
  }

  /** How many lists a node is the first of. */
  int firsts(int node) {
    return firsts[node];
  }

  boolean has(int p, int node) {
    return Arrays.stream(lists[p]).anyMatch(n -> n == node);
  }

  void put(int p, int i, int node) {
    count(p, i, -1);
    lists[p][i] = node;
    count(p, i, 1);
  }

  private void count(int p, int i, int by) {
    int node = lists[p][i];
    if (node != HOLE) {
      load[node] += by;
      firsts[node] += i == 0 ? by : 0;
      listsWithRack[rack[node]] += othersInRack(p, i) == 0 ? by : 0;
    }
  }

  private int othersInRack(int p, int i) {
    int count = 0;
    for (int j = 0; j < lists[p].length; j++) {
      count += j != i && lists[p][j] != HOLE && rack[lists[p][j]] == rack[lists[p][i]] ? 1 : 0;
    }
    return count;
  }

  /** Whether every list has an owner in this node's rack. */
  boolean isRackEverywhere(int node) {
    return listsWithRack[rack[node]] == lists.length;
  }

  void swap(int p, int i, int q, int j) {
    int node = lists[p][i];
    put(p, i, lists[q][j]);
    put(q, j, node);
  }

  /** How many entries of a list share their rack with an earlier one. */
  int collisions(int p) {
    int count = 0;
    for (int i = 1; i < lists[p].length; i++) {
      count += sharesRack(p, i) ? 1 : 0;
    }
    return count;
  }

  private boolean sharesRack(int p, int i) {
    for (int j = 0; j < i && lists[p][i] != HOLE; j++) {
      if (lists[p][j] != HOLE && rack[lists[p][j]] == rack[lists[p][i]]) {
        return true;
      }
    }
    return false;
  }

  /** How many more collisions a list has with another node at a position. */
  int collisionsAdded(int p, int i, int node) {
    int before = collisions(p);
    int old = lists[p][i];
    lists[p][i] = node;
    int after = collisions(p);
    lists[p][i] = old;
    return after - before;
  }

  /** The node ids of every list. */
  List<List<NodeId>> ids() {
    return Arrays.stream(lists).map(this::ids).toList();
  }

  private List<NodeId> ids(int[] list) {
    return Arrays.stream(list).mapToObj(n -> members.get(n).id()).toList();
  }
}
