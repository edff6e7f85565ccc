package org.dynamokv.storage.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The map grows under load. */
@Timeout(120)
class LmdbGrowthTest {
  private static final int ENTRIES = 2000;

  @TempDir Path folder;

  // Mutable state, where readers and writer meet
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void tinyMapGrowsWhileReadersReadAndASnapshotStaysOpen() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try (StorageEngine engine = Stores.open(folder, "map-size=64k", "sync=none")) {
      Stores.put(engine, Stores.utf8("old"), Stores.utf8("state"));
      try (Snapshot snapshot = engine.snapshot()) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          running.add(readers.submit(() -> readAll(engine)));
        }
        for (int n = 1; n <= ENTRIES; n++) {
          engine.apply(
              List.of(
                  new Write.Put(Stores.utf8("old"), value(n)), new Write.Put(key(n), value(n))));
          written.set(n);
        }
        checkOldState(snapshot);
        done.set(true);
        for (Future<?> reader : running) {
          reader.get(60, TimeUnit.SECONDS);
        }
      }
      assertThat(engine.stats().keys()).isEqualTo(ENTRIES + 1);
      assertThat(engine.stats().bytes()).isGreaterThan(10L << 20);
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
  }

  @Test
  void batchLargerThanTheMapIsApplied() throws Exception {
    try (StorageEngine engine = Stores.open(folder, "map-size=64k")) {
      List<Write> batch = new ArrayList<>();
      for (int n = 1; n <= ENTRIES; n++) {
        batch.add(new Write.Put(key(n), value(n)));
      }
      batch.add(new Write.Put(Stores.utf8("large"), new byte[16 << 20]));
      engine.apply(batch);
      assertThat(engine.get(Stores.utf8("large"))).hasSize(16 << 20);
    }
    try (StorageEngine engine = Stores.open(folder, "map-size=64k")) {
      assertThat(engine.stats().keys()).isEqualTo(ENTRIES + 1);
      Stores.put(engine, Stores.utf8("more"), new byte[8 << 20]);
      assertThat(engine.get(key(ENTRIES))).isEqualTo(value(ENTRIES));
    }
  }

  private static void checkOldState(Snapshot snapshot) throws StorageException {
    List<Entry> all = snapshot.scan(new byte[0], null, 10, Long.MAX_VALUE);
    assertThat(all).hasSize(1);
    assertThat(all.get(0).value()).isEqualTo(Stores.utf8("state"));
    assertThat(snapshot.get(Stores.utf8("old"))).isEqualTo(Stores.utf8("state"));
    assertThat(snapshot.get(key(1))).isNull();
  }

  private Void readAll(StorageEngine engine) throws StorageException {
    while (!done.get()) {
      int last = written.get();
      if (last > 0) {
        assertThat(engine.get(key(last))).isEqualTo(value(last));
        assertThat(engine.scan(key(last / 2), null, 20, Long.MAX_VALUE)).isNotEmpty();
      }
    }
    return null;
  }

  private static byte[] key(int n) {
    String name = String.format("%06d", n);
    return n % 5 == 0 ? Stores.longKey(name) : Stores.utf8(name);
  }

  private static byte[] value(int n) {
    byte[] value = new byte[6000];
    Arrays.fill(value, (byte) n);
    return value;
  }
}
