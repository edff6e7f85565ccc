package org.dynamokv.server.runtime;

import java.util.List;
import org.dynamokv.core.node.NodeSettings;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Kinds;
import org.dynamokv.server.config.Property;

/**
 * How much a node takes on.
 *
 * @param maxValueBytes largest value
 * @param maxInFlight most requests at once on one shard
 * @param shards threads that requests are spread over
 */
record LoadSettings(int maxValueBytes, int maxInFlight, int shards) {
  private static final int MOST_SHARDS = 64;

  static final Property<Long> VALUE_BYTES =
      new Property<>(
          "value.max-bytes",
          "16m",
          "Largest value, bytes (k, m). Too small: uploads are refused with 413. Too large: a few"
              + " uploads at once fill the memory; keep it below a quarter of frame.max-bytes.",
          Kinds.bytes(1, 256 << 20));
  static final Property<Integer> IN_FLIGHT =
      new Property<>(
          "requests.max-in-flight",
          Integer.toString(NodeSettings.DEFAULT_MAX_IN_FLIGHT),
          "Requests that one shard works on at once; more are answered with \"overloaded\" (503)."
              + " Too small: bursts are refused. Too large: all requests become slow together"
              + " before anyone is refused.",
          Kinds.number(1, 1 << 20));
  static final Property<Integer> SHARDS =
      new Property<>(
          "node.shards",
          "0",
          "Threads that requests are spread over; 0: half of the processors, at least one. Too few:"
              + " processors idle under load. Too many: threads get into each other's way.",
          Kinds.number(0, MOST_SHARDS));
  static final List<Property<?>> PROPERTIES = List.of(VALUE_BYTES, IN_FLIGHT, SHARDS);

  static LoadSettings from(Config config) {
    int shards = config.get(SHARDS);
    return new LoadSettings(
        config.get(VALUE_BYTES).intValue(),
        config.get(IN_FLIGHT),
        shards > 0 ? shards : usualShards());
  }

  private static int usualShards() {
    return Math.max(1, Math.min(MOST_SHARDS, Runtime.getRuntime().availableProcessors() / 2));
  }
}
