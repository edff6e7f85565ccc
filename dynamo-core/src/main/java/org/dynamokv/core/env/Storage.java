package org.dynamokv.core.env;

import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/**
 * The node's storage engine as a shard sees it: nothing blocks, answers come back on the shard,
 * some of them before the call returns. Writes of one shard are applied in the order in which they
 * were given; several, of several shards, share one commit.
 */
public interface Storage {
  /** Reads a committed value; null when there is none. Writes under way are not seen. */
  void get(byte[] key, Answer<byte @Nullable []> answer);

  /** Applies a batch, all or nothing; answers when it is durable. */
  void apply(List<Write> batch, Answer<Boolean> answer);

  /**
   * A page of committed entries in key order: see {@link org.dynamokv.core.spi.StorageEngine#scan}.
   */
  void scan(
      byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes, Answer<List<Entry>> answer);

  /** Removes a range piece by piece, in the background; answers when all is gone. */
  void dropRange(byte[] from, byte @Nullable [] to, Answer<Boolean> answer);
}
