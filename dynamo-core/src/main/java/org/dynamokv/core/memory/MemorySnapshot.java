package org.dynamokv.core.memory;

import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageException;
import org.jspecify.annotations.Nullable;

/** A copy of the map, readable as long as its engine is open. */
final class MemorySnapshot implements Snapshot {
  private final MemoryEngine engine;

  // Mutable state
  private @Nullable SortedEntries entries;

  MemorySnapshot(MemoryEngine engine, SortedEntries entries) {
    this.engine = engine;
    this.entries = entries;
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StorageException {
    return open().get(key);
  }

  @Override
  public List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException {
    return open().scan(from, to, maxEntries, maxBytes);
  }

  @Override
  public void close() {
    entries = null;
  }

  private SortedEntries open() throws StorageException {
    engine.checkOpen();
    if (entries == null) {
      throw new StorageException(StorageException.Kind.UNAVAILABLE, "the snapshot is closed");
    }
    return entries;
  }
}
