package org.dynamokv.core.sample;

import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.jspecify.annotations.Nullable;

/** A copy of the index; a log only grows, so its places stay true until the log is compacted. */
final class LogfileSnapshot implements Snapshot {
  private final LogfileEngine engine;

  // Mutable state
  private @Nullable Index index;

  LogfileSnapshot(LogfileEngine engine, Index index) {
    this.engine = engine;
    this.index = index;
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StorageException {
    return engine.get(open(), key);
  }

  @Override
  public List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException {
    return engine.scan(open(), from, to, maxEntries, maxBytes);
  }

  @Override
  public void close() {
    if (index != null) {
      index = null;
      engine.snapshotClosed();
    }
  }

  private Index open() throws StorageException {
    if (index == null) {
      throw new StorageException(Kind.UNAVAILABLE, "the snapshot is closed");
    }
    return index;
  }
}
