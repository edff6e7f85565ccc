package org.dynamokv.core.membership;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Which old owner to stream from next (M3): those that leave the list come first; one that looks
 * dead or keeps failing is passed over while there is another. One thread.
 */
final class SourceChoice {
  private static final int PATIENCE = 3;
  private static final long PAUSE_MILLIS = 200;

  // Mutable state
  private final Map<NodeId, Integer> failures = new TreeMap<>();
  private final Map<NodeId, Long> pausedUntil = new TreeMap<>();

  /** The source to ask now; null when the best one must be left in peace for a moment. */
  @Nullable NodeId choose(
      List<NodeId> sources, Set<NodeId> finished, Predicate<NodeId> alive, long nowMillis) {
    NodeId best = null;
    for (NodeId s : sources) {
      if (!finished.contains(s) && (best == null || trouble(s, alive) < trouble(best, alive))) {
        best = s;
      }
    }
    return best == null || nowMillis < pausedUntil.getOrDefault(best, Long.MIN_VALUE) ? null : best;
  }

  private int trouble(NodeId source, Predicate<NodeId> alive) {
    int failed = failures.getOrDefault(source, 0);
    return (alive.test(source) ? 0 : 1) + (failed >= PATIENCE ? failed : 0);
  }

  void failed(NodeId source, long nowMillis) {
    failures.merge(source, 1, (a, b) -> Math.min(a + b, 1 << 16));
    pausedUntil.put(source, nowMillis + PAUSE_MILLIS);
  }

  void worked(NodeId source) {
    failures.remove(source);
  }
}
