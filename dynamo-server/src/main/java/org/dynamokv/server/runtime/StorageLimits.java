package org.dynamokv.server.runtime;

import java.util.List;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Kinds;
import org.dynamokv.server.config.Property;

/**
 * Bounds of the storage thread.
 *
 * @param queued most batches that wait; more are refused
 * @param joined most batches in one commit
 * @param joinedBytes a commit takes no further batch once it has this many bytes
 */
record StorageLimits(int queued, int joined, long joinedBytes) {
  static final Property<Integer> QUEUED =
      new Property<>(
          "commit.max-queued",
          "65536",
          "Writes that may wait for a commit, on one node. Too small: bursts are refused although"
              + " the disk would keep up. Too large: a slow disk fills the memory before anybody"
              + " is told.",
          Kinds.number(1, 1 << 24));
  static final Property<Integer> JOINED =
      new Property<>(
          "commit.max-writes",
          "1024",
          "Writes that share one commit. Too small: the disk syncs more often than it must. Too"
              + " large: the first write of a commit waits long for the last.",
          Kinds.number(1, 1 << 20));
  static final Property<Long> JOINED_BYTES =
      new Property<>(
          "commit.max-bytes",
          "4m",
          "A commit takes no further write once it has this many bytes. Too small: the disk syncs"
              + " more often than it must. Too large: small writes wait behind large ones.",
          Kinds.bytes(1, 1L << 30));
  static final List<Property<?>> PROPERTIES = List.of(QUEUED, JOINED, JOINED_BYTES);

  static StorageLimits from(Config config) {
    return new StorageLimits(config.get(QUEUED), config.get(JOINED), config.get(JOINED_BYTES));
  }
}
