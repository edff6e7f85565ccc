package org.dynamokv.core.node;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.dynamokv.core.env.Countdown;
import org.dynamokv.core.node.NodeStatus.HintCount;
import org.dynamokv.core.replica.Hints;
import org.dynamokv.core.value.NodeId;

/** What all shards of a node keep for others, added up on the first shard. */
final class HintTotals {
  private final List<Shard> shards;
  // Mutable state, of the first shard
  private final SortedMap<NodeId, HintCount> byTarget = new TreeMap<>();

  private HintTotals(List<Shard> shards) {
    this.shards = shards;
  }

  /** Any thread; {@code then} runs on the first shard. */
  static void gather(List<Shard> shards, Consumer<List<HintCount>> then) {
    HintTotals totals = new HintTotals(shards);
    Countdown all =
        new Countdown(shards.size(), () -> then.accept(List.copyOf(totals.byTarget.values())));
    shards.forEach(shard -> shard.env.execute(() -> totals.ask(shard, all)));
  }

  private void ask(Shard shard, Countdown all) {
    SortedMap<NodeId, Hints.Count> counts = new TreeMap<>(shard.replica.hints().byTarget());
    shards
        .get(0)
        .env
        .execute(
            () -> {
              counts.forEach(this::add);
              all.one();
            });
  }

  private void add(NodeId target, Hints.Count more) {
    HintCount now = byTarget.getOrDefault(target, new HintCount(target, 0, 0));
    byTarget.put(
        target, new HintCount(target, now.count() + more.count(), now.bytes() + more.bytes()));
  }
}
