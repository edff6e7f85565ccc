package org.dynamokv.server.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.Bytes;
import org.jspecify.annotations.Nullable;

/** An engine for tests of the storage thread: it counts commits, can be held, and has bad keys. */
final class ByteStore implements StorageEngine {
  /** A batch with this key fails in the way that engines promise. */
  static final byte[] FULL = {1};

  /** A batch with this key fails in a way that engines must not. */
  static final byte[] POISON = {2};

  /** Commits that may begin; tests take permits away to make batches wait for each other. */
  final Semaphore permits = new Semaphore(Integer.MAX_VALUE);

  /** Counted down when the first commit has begun. */
  final CountDownLatch begun = new CountDownLatch(1);

  private final boolean fast;
  private final SortedMap<Bytes, byte[]> entries = new TreeMap<>();
  private final List<Integer> commits = new ArrayList<>();

  ByteStore(boolean fast) {
    this.fast = fast;
  }

  /** Sizes of the batches that were applied, in order. */
  synchronized List<Integer> commits() {
    return List.copyOf(commits);
  }

  @Override
  public synchronized byte @Nullable [] get(byte[] key) {
    return entries.get(Bytes.copyOf(key));
  }

  @Override
  public void apply(List<Write> batch) throws StorageException {
    begun.countDown();
    permits.acquireUninterruptibly();
    for (Write write : batch) {
      if (write.key()[0] == FULL[0]) {
        throw new StorageException(StorageException.Kind.FULL, "no room");
      }
      if (write.key()[0] == POISON[0]) {
        throw new IllegalStateException("poison");
      }
    }
    keep(batch);
  }

  private synchronized void keep(List<Write> batch) {
    commits.add(batch.size());
    for (Write write : batch) {
      if (write instanceof Write.Put put) {
        entries.put(Bytes.copyOf(put.key()), put.value());
      } else {
        entries.remove(Bytes.copyOf(write.key()));
      }
    }
  }

  @Override
  public synchronized List<Entry> scan(
      byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes) {
    return range(from, to).entrySet().stream()
        .limit(maxEntries)
        .map(e -> new Entry(e.getKey().toArray(), e.getValue()))
        .toList();
  }

  @Override
  public synchronized boolean dropRange(byte[] from, byte @Nullable [] to, int maxEntries) {
    range(from, to).keySet().stream().limit(maxEntries).toList().forEach(entries::remove);
    return !range(from, to).isEmpty();
  }

  private SortedMap<Bytes, byte[]> range(byte[] from, byte @Nullable [] to) {
    SortedMap<Bytes, byte[]> tail = entries.tailMap(Bytes.copyOf(from));
    return to == null ? tail : tail.headMap(Bytes.copyOf(to));
  }

  @Override
  public Snapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized StorageStats stats() {
    return new StorageStats(entries.size(), 0, Long.MAX_VALUE);
  }

  @Override
  public boolean readsAreFast() {
    return fast;
  }

  @Override
  public void close() {}
}
