package org.dynamokv.server.admin;

import java.util.Locale;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
import org.jspecify.annotations.Nullable;

/**
 * How full the node's storage is.
 *
 * @param keys records, all kinds together
 * @param bytes used
 * @param free bytes left; null when there is no bound
 * @param state "ok", or why it cannot be asked: "full", "corrupt", "io", "unavailable"
 */
record StorageJson(long keys, long bytes, @Nullable Long free, String state) {
  static StorageJson of(NodeView node) {
    try {
      StorageStats stats = node.storage();
      Long free = stats.freeBytes() == Long.MAX_VALUE ? null : stats.freeBytes();
      return new StorageJson(stats.keys(), stats.bytes(), free, "ok");
    } catch (StorageException e) {
      return new StorageJson(0, 0, 0L, e.kind().name().toLowerCase(Locale.ROOT));
    }
  }
}
