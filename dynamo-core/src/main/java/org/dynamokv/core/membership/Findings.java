package org.dynamokv.core.membership;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dynamokv.core.message.MembershipMessage.ChangeStatus;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Change.Phase;
import org.dynamokv.core.ring.Evidence;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What the driver of a change has been told, and what that proves (rules V1 and V2). Void with
 * every new ring. No IO. One thread.
 */
final class Findings {
  private static final Map<Integer, Set<NodeId>> NOTHING = Collections.emptyMap();
  private static final Set<NodeId> NOBODY = Collections.emptySet();

  private final Ring ring;
  private final Change change;
  private final Evidence evidence;
  // Mutable state
  private final Map<NodeId, ChangeStatus> told = new TreeMap<>();

  /** Nothing told yet; the ring has a change under way. */
  Findings(Ring ring, Change change) {
    this.ring = ring;
    this.change = change;
    this.evidence = new Evidence(ring);
  }

  Ring ring() {
    return ring;
  }

  Phase phase() {
    return change.phase();
  }

  long change() {
    return change.id();
  }

  /** Takes a status in; whether it is news. */
  boolean add(NodeId from, ChangeStatus status) {
    if (status.change() != change.id() || !ring.knows(from)) {
      return false;
    }
    ChangeStatus old = told.put(from, status);
    return !status.equals(old);
  }

  /** Whether the next step is proven. */
  boolean isProven(Predicate<NodeId> alive) {
    return phase() == Phase.MOVING ? lacking().isEmpty() && isDrained(alive) : unfenced().isEmpty();
  }

  /** The needers of incomplete partitions, and how many each lacks. */
  Map<NodeId, Integer> lacking() {
    Map<NodeId, Map<Integer, Set<NodeId>>> streams = new TreeMap<>();
    told.forEach((node, status) -> streams.put(node, byPartition(status)));
    Map<NodeId, Integer> out = new TreeMap<>();
    for (int p : evidence.moving()) {
      for (NodeId needer : evidence.needers(p)) {
        Set<NodeId> from = streams.getOrDefault(needer, NOTHING).getOrDefault(p, NOBODY);
        if (!told.containsKey(needer) || !evidence.isComplete(p, needer, from)) {
          out.merge(needer, 1, Integer::sum);
        }
      }
    }
    return out;
  }

  private static Map<Integer, Set<NodeId>> byPartition(ChangeStatus status) {
    Map<Integer, Set<NodeId>> out = new LinkedHashMap<>();
    status.streams().forEach(s -> set(out, s.partition()).add(s.source()));
    return out;
  }

  private static Set<NodeId> set(Map<Integer, Set<NodeId>> sets, int key) {
    return sets.computeIfAbsent(key, k -> new TreeSet<>());
  }

  /** V1: the leaver has given its hints away; a removed one only if it still answers. */
  private boolean isDrained(Predicate<NodeId> alive) {
    NodeId leaver = change.leaver();
    if (leaver == null || change.kind() != Kind.LEAVE && !alive.test(leaver)) {
      return true;
    }
    ChangeStatus status = told.get(leaver);
    return status != null && status.hints() == 0;
  }

  /** The partitions that an old reader could still read from the old owners. */
  List<Integer> unfenced() {
    Set<NodeId> beyond = new TreeSet<>();
    told.forEach((node, status) -> addIf(status.epoch() >= change.phaseEpoch(), beyond, node));
    return evidence.moving().stream().filter(p -> !evidence.isFenced(p, beyond)).toList();
  }

  private static void addIf(boolean yes, Set<NodeId> set, NodeId node) {
    if (yes) {
      set.add(node);
    }
  }

  /** Nodes without which the step cannot be proven, as far as they do not look alive. */
  Set<NodeId> deadAndNeeded(Predicate<NodeId> alive) {
    Set<NodeId> out = new TreeSet<>(lacking().keySet());
    for (NodeId needer : List.copyOf(out)) {
      for (int p : evidence.moving()) {
        if (evidence.needers(p).contains(needer)) {
          out.addAll(evidence.sources(p, needer));
        }
      }
    }
    out.removeIf(alive);
    return out;
  }

  /** What is waited for, for people; empty when the step is proven. */
  String waitingFor(Function<NodeId, String> name, Predicate<NodeId> alive) {
    return phase() == Phase.MOVING ? movingWaitsFor(name, alive) : readingWaitsFor(name);
  }

  private String movingWaitsFor(Function<NodeId, String> name, Predicate<NodeId> alive) {
    StringBuilder out = new StringBuilder();
    lacking().forEach((node, count) -> line(out, name.apply(node) + lacks(node, count, alive)));
    NodeId leaver = change.leaver();
    if (leaver != null && !isDrained(alive)) {
      line(out, name.apply(leaver) + " still holds hints");
    }
    return out.toString();
  }

  private static String lacks(NodeId node, int count, Predicate<NodeId> alive) {
    return " lacks " + count + " partitions" + (alive.test(node) ? "" : " and does not answer");
  }

  private String readingWaitsFor(Function<NodeId, String> name) {
    Set<NodeId> behind = new TreeSet<>();
    List<Integer> unfenced = unfenced();
    for (int p : unfenced) {
      ring.partition(p).owners().forEach(o -> addIf(isBehind(o.node()), behind, o.node()));
    }
    List<String> names = behind.stream().map(name).toList();
    return unfenced.isEmpty()
        ? ""
        : "%d partitions wait for ring %d at %s"
            .formatted(unfenced.size(), change.phaseEpoch(), names);
  }

  private boolean isBehind(NodeId node) {
    @Nullable ChangeStatus status = told.get(node);
    return status == null || status.epoch() < change.phaseEpoch();
  }

  private static void line(StringBuilder out, String text) {
    out.append(out.isEmpty() ? "" : "; ").append(text);
  }
}
