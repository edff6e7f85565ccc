package org.dynamokv.storage.lmdb;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dynamokv.core.spi.StorageException;
import org.jspecify.annotations.Nullable;

/** Syncs at intervals what was committed meanwhile, on a daemon thread of its own. */
final class Syncer {
  /** Brings all commits to the disk. */
  interface Flush {
    void run() throws StorageException;
  }

  private final Flush flush;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Syncer::daemon);

  // Mutable state; the storage thread and the syncing one meet here
  private final AtomicBoolean dirty = new AtomicBoolean();
  private volatile @Nullable StorageException failure;

  Syncer(Flush flush) {
    this.flush = flush;
  }

  void start(long intervalMillis) {
    thread.scheduleWithFixedDelay(
        this::syncIfDirty, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
  }

  /** A batch was committed and waits for its sync. */
  void committed() {
    dirty.set(true);
  }

  /** Throws, once, why the last sync failed: earlier batches may not be on the disk. */
  void checkLastSync() throws StorageException {
    StorageException last = failure;
    if (last != null) {
      failure = null;
      throw new StorageException(last.kind(), "an earlier sync failed: " + last.getMessage(), last);
    }
  }

  void stop() {
    thread.shutdownNow();
  }

  private void syncIfDirty() {
    if (dirty.getAndSet(false)) {
      try {
        flush.run();
      } catch (StorageException e) {
        dirty.set(true);
        failure = e;
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dynamo-lmdb-sync");
    thread.setDaemon(true);
    return thread;
  }
}
