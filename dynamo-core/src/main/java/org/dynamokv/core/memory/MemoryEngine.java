package org.dynamokv.core.memory;

import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/**
 * The reference engine: a sorted map under one lock. Nothing survives {@link #close}. Every call is
 * atomic, from any thread; a snapshot copies the map, so it costs time and memory by the number of
 * entries.
 */
public final class MemoryEngine implements StorageEngine {
  // Mutable state, guarded by this
  private final SortedEntries entries = new SortedEntries();
  private boolean closed;

  @Override
  public synchronized byte @Nullable [] get(byte[] key) throws StorageException {
    checkOpen();
    return entries.get(key);
  }

  @Override
  public synchronized void apply(List<Write> batch) throws StorageException {
    checkOpen();
    List.copyOf(batch).forEach(entries::apply); // a null in it fails here, before any change
  }

  @Override
  public synchronized List<Entry> scan(
      byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes) throws StorageException {
    checkOpen();
    return entries.scan(from, to, maxEntries, maxBytes);
  }

  @Override
  public synchronized Snapshot snapshot() throws StorageException {
    checkOpen();
    return new MemorySnapshot(this, entries.copy());
  }

  @Override
  public synchronized boolean dropRange(byte[] from, byte @Nullable [] to, int maxEntries)
      throws StorageException {
    checkOpen();
    return entries.drop(from, to, maxEntries);
  }

  @Override
  public synchronized StorageStats stats() throws StorageException {
    checkOpen();
    return new StorageStats(entries.size(), entries.bytes(), Long.MAX_VALUE);
  }

  @Override
  public boolean readsAreFast() {
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  synchronized void checkOpen() throws StorageException {
    if (closed) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE, "the in-memory store is closed");
    }
  }
}
