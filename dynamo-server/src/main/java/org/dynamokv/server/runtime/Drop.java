package org.dynamokv.server.runtime;

import org.dynamokv.core.env.Answer;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.jspecify.annotations.Nullable;

/** A range on its way out, piece by piece, so that commits never wait long. */
record Drop(ShardStorage shard, byte[] from, byte @Nullable [] to, Answer<Boolean> answer) {
  /** Entries that one piece removes: about a millisecond. */
  private static final int PIECE = 256;

  /** Removes one piece; says whether more are left. */
  boolean step(StorageEngine engine) {
    try {
      boolean more = engine.dropRange(from, to, PIECE);
      if (!more) {
        shard.onShard(() -> answer.done(true));
      }
      return more;
    } catch (StorageException e) {
      shard.onShard(() -> answer.failed(e));
    } catch (RuntimeException e) {
      shard.onShard(() -> answer.failed(StorageThread.unexpected(e)));
    }
    return false;
  }
}
