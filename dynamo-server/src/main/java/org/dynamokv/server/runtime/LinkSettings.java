package org.dynamokv.server.runtime;

import java.util.List;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Kinds;
import org.dynamokv.server.config.Property;

/**
 * How nodes talk.
 *
 * @param transport the plugin's name
 * @param maxFrameBytes longest message in either direction
 * @param maxAgeMillis how old a message may grow before it is dropped
 */
record LinkSettings(String transport, int maxFrameBytes, long maxAgeMillis) {
  static final Property<String> TRANSPORT =
      new Property<>(
          "transport",
          "tcp",
          "What nodes and Java clients talk over: tcp, http, or a plugin's name; the same on all"
              + " nodes of a cluster.",
          Kinds.text());
  static final Property<Long> FRAME_BYTES =
      new Property<>(
          "frame.max-bytes",
          "64m",
          "Longest message between nodes, bytes (k, m, g). Too small (siblings of one key together"
              + " are one message): large objects cannot be read. Too large: one message takes"
              + " that much memory.",
          Kinds.bytes(1 << 16, 1 << 30));
  static final Property<Integer> AGE =
      new Property<>(
          "frame.max-age",
          "10000",
          "How long a message may wait to be sent before it is dropped, ms. Too small: a short"
              + " stall loses messages. Too large: answers come that nobody waits for.",
          Kinds.number(100, 600_000));
  static final List<Property<?>> PROPERTIES = List.of(TRANSPORT, FRAME_BYTES, AGE);

  static LinkSettings from(Config config) {
    return new LinkSettings(
        config.get(TRANSPORT), config.get(FRAME_BYTES).intValue(), config.get(AGE));
  }
}
