package org.dynamokv.storage.lmdb;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast the engine is; not part of the build. The README names the command. */
class LmdbSpeed {
  private static final int ENTRIES = 100_000;

  @TempDir Path folder;

  private final Random random = new Random(1);

  @Test
  void printsFigures() throws StorageException {
    try (StorageEngine engine = Stores.open(folder)) {
      for (int round = 0; round < 2; round++) {
        puts(engine, 1, 1_000);
        puts(engine, 10, 5_000);
        puts(engine, 100, 20_000);
        puts(engine, 1000, ENTRIES);
      }
      for (int round = 0; round < 3; round++) {
        gets(engine);
        scans(engine);
      }
    }
  }

  private void puts(StorageEngine engine, int each, int total) throws StorageException {
    Clock clock = new Clock();
    for (int done = 0; done < total; done += each) {
      List<Write> batch = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        batch.add(new Write.Put(key(random.nextInt(ENTRIES)), new byte[1024]));
      }
      engine.apply(batch);
    }
    print("durable puts of 1 KiB, " + each + " a batch", total, clock);
  }

  private void gets(StorageEngine engine) throws StorageException {
    Clock clock = new Clock();
    long bytes = 0;
    for (int i = 0; i < 1_000_000; i++) {
      byte[] value = engine.get(key(random.nextInt(ENTRIES)));
      bytes += value == null ? 0 : value.length;
    }
    print("gets of 1 KiB (" + (bytes >> 20) + " MiB read)", 1_000_000, clock);
  }

  private void scans(StorageEngine engine) throws StorageException {
    Clock clock = new Clock();
    int entries = engine.scan(new byte[0], null, Integer.MAX_VALUE, Long.MAX_VALUE).size();
    print("entries of one scan", entries, clock);
  }

  private static byte[] key(int n) {
    return Stores.utf8("key-" + n);
  }

  private static void print(String what, int count, Clock clock) {
    double micros = clock.wallNanos() / 1e3 / count;
    double cpu = clock.cpuNanos() / 1e3 / count;
    System.out.printf("%s: %.0f/s, %.2f us each, CPU %.2f us%n", what, 1e6 / micros, micros, cpu);
  }

  private static final class Clock {
    private final long wall = System.nanoTime();
    private final long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    long wallNanos() {
      return System.nanoTime() - wall;
    }

    long cpuNanos() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
    }
  }
}
