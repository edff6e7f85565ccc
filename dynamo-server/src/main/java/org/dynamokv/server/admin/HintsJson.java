package org.dynamokv.server.admin;

import java.util.List;
import org.dynamokv.core.node.NodeStatus.HintCount;

/** What the node keeps for others, in all and by target. */
record HintsJson(long count, long bytes, List<Target> targets) {
  /** What is kept for one member. */
  record Target(String id, long count, long bytes) {}

  static HintsJson of(List<HintCount> hints) {
    return new HintsJson(
        hints.stream().mapToLong(HintCount::count).sum(),
        hints.stream().mapToLong(HintCount::bytes).sum(),
        hints.stream().map(h -> new Target(h.target().toString(), h.count(), h.bytes())).toList());
  }
}
