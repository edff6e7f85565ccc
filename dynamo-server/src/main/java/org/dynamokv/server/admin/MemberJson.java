package org.dynamokv.server.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A member as {@code GET /api/status} lists it.
 *
 * @param state "member", "joining", "leaving" or "removing"
 * @param alive as this node sees it
 * @param endpoints HOST:PORT by door; null for a door that the member does not have
 * @param partitions of how many it holds a copy
 * @param first of how many of them it is the first in the preference list
 */
record MemberJson(
    String id,
    String name,
    String rack,
    String state,
    boolean alive,
    Map<String, @Nullable String> endpoints,
    int partitions,
    int first) {

  /** Members and joiners, by id. */
  static List<MemberJson> listOf(Ring ring, Set<NodeId> alive) {
    Map<NodeId, Integer> held = new HashMap<>();
    Map<NodeId, Integer> first = new HashMap<>();
    for (Partition p : ring.partitions()) {
      p.owners().forEach(o -> held.merge(o.node(), 1, Integer::sum));
      p.owners().stream().limit(1).map(Owner::node).forEach(n -> first.merge(n, 1, Integer::sum));
    }
    List<MemberJson> out = new ArrayList<>();
    for (Member m : ring.everybody()) {
      NodeId id = m.id();
      out.add(
          new MemberJson(
              id.toString(),
              m.name(),
              m.rack(),
              state(m, ring.change()),
              alive.contains(id),
              endpoints(m),
              held.getOrDefault(id, 0),
              first.getOrDefault(id, 0)));
    }
    return out;
  }

  private static String state(Member m, @Nullable Change change) {
    if (change == null) {
      return "member";
    }
    if (change.joiners().stream().anyMatch(j -> j.id().equals(m.id()))) {
      return "joining";
    }
    if (!m.id().equals(change.leaver())) {
      return "member";
    }
    return change.kind() == Change.Kind.LEAVE ? "leaving" : "removing";
  }

  private static Map<String, @Nullable String> endpoints(Member m) {
    Map<String, @Nullable String> out = new TreeMap<>();
    for (String door : List.of("tcp", "http", "admin")) {
      out.put(door, null);
    }
    m.endpoints().forEach((door, endpoint) -> out.put(door, endpoint.toString()));
    return out;
  }
}
