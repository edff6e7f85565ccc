package org.dynamokv.storage.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SyncerTest {
  private final Semaphore flushed = new Semaphore(0);

  @Test
  void committedBatchesAreSyncedWithoutAnotherOneComing() throws Exception {
    Syncer syncer = new Syncer(flushed::release);
    syncer.start(1);
    try {
      for (int i = 0; i < 3; i++) {
        syncer.committed();
        assertThat(flushed.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      }
      syncer.checkLastSync();
    } finally {
      syncer.stop();
    }
  }

  @Test
  void failedSyncIsSaidOnceAndTriedAgain() throws Exception {
    AtomicReference<StorageException> trouble =
        new AtomicReference<>(new StorageException(Kind.IO, "the disk is gone"));
    Syncer syncer =
        new Syncer(
            () -> {
              StorageException now = trouble.getAndSet(null);
              if (now != null) {
                throw now;
              }
              flushed.release();
            });
    syncer.committed();
    syncer.start(1);
    try {
      assertThat(flushed.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      Stores.failure(Kind.IO, syncer::checkLastSync);
      syncer.checkLastSync();
    } finally {
      syncer.stop();
    }
  }
}
