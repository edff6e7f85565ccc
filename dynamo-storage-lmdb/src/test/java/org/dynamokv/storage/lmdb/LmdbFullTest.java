package org.dynamokv.storage.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.spi.Write;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No room left: reads go on, deletes make room, and then writes go on too. */
@Timeout(120)
class LmdbFullTest {
  private static final byte[] VALUE = new byte[3000];

  @TempDir Path folder;

  @Test
  void fullMapRefusesWritesAndRecoversByDeletes() throws Exception {
    try (StorageEngine engine = Stores.open(folder, "map-size=64k", "max-size=4m")) {
      checkFullAndBack(engine);
    }
  }

  @Test
  void fullDeviceRefusesWritesAndRecoversByDeletes() throws Exception {
    withSmallDevice(
        device -> {
          try (StorageEngine engine = Stores.open(device)) {
            checkFullAndBack(engine);
          }
        });
  }

  @Test
  void fullDeviceCanBeOpenedReadAndCleared() throws Exception {
    withSmallDevice(
        device -> {
          try (StorageEngine engine = Stores.open(device)) {
            for (int n = 0; n < 100; n++) {
              Stores.put(engine, key(n), VALUE);
            }
          }
          fillDevice(device);
          try (StorageEngine engine = Stores.open(device)) {
            assertThat(engine.get(key(7))).isEqualTo(VALUE);
            assertThat(engine.stats().keys()).isEqualTo(100);
            for (int n = 0; n < 50; n++) {
              engine.apply(List.of(new Write.Delete(key(n))));
            }
            Stores.put(engine, key(7), VALUE);
            assertThat(engine.get(key(7))).isEqualTo(VALUE);
          }
        });
  }

  @Test
  void loadedStoreOnAFullDeviceTakesDeletesAndSmallerValuesButNoMore() throws Exception {
    withSmallDevice(
        device -> {
          try (StorageEngine engine = Stores.open(device)) {
            engine.apply(IntStream.range(0, 300).mapToObj(LmdbFullTest::write).toList());
            fillDevice(device);
            Stores.failure(Kind.FULL, () -> Stores.put(engine, key(1000), VALUE));
            engine.apply(List.of(new Write.Put(key(1), new byte[20])));
            engine.apply(List.of(new Write.Delete(key(2))));
            assertThat(engine.dropRange(key(201), null, 50)).isTrue();
            assertThat(engine.get(key(1))).hasSize(20);
            assertThat(engine.get(key(2))).isNull();
            Files.delete(device.resolve("filler"));
            Stores.put(engine, key(1000), VALUE);
            assertThat(device.resolve("reserve")).hasSize(Reserve.BYTES);
          }
        });
  }

  private static Write write(int n) {
    return new Write.Put(key(n), VALUE);
  }

  private static void checkFullAndBack(StorageEngine engine) throws StorageException {
    int kept = fill(engine);
    assertThat(kept).isGreaterThan(300);
    StorageStats full = engine.stats();
    assertThat(full.keys()).isEqualTo(kept);
    assertThat(full.freeBytes()).isLessThan(512 << 10);
    for (int n = 0; n < kept; n++) {
      assertThat(engine.get(key(n))).isEqualTo(VALUE);
    }
    assertThat(engine.get(key(kept))).isNull();
    assertThat(engine.get(Stores.utf8("beside" + kept))).isNull();

    for (int n = 0; n < kept; n += 2) {
      engine.apply(List.of(new Write.Delete(key(n))));
    }
    for (int n = 0; n < kept / 4; n++) {
      Stores.put(engine, Stores.utf8("again" + n), VALUE);
    }
    assertThat(engine.get(key(1))).isEqualTo(VALUE);
    assertThat(engine.get(Stores.utf8("again0"))).isEqualTo(VALUE);
  }

  /** Writes until it is full, more than once; returns how many entries are kept. */
  private static int fill(StorageEngine engine) {
    for (int n = 0; ; n++) {
      int next = n;
      try {
        Stores.put(engine, key(n), VALUE);
      } catch (StorageException e) {
        assertThat(e.kind()).as(e.toString()).isEqualTo(Kind.FULL);
        Stores.failure(
            Kind.FULL,
            () ->
                engine.apply(
                    List.of(
                        new Write.Put(Stores.utf8("beside" + next), new byte[1]),
                        new Write.Put(key(next), new byte[1 << 20]))));
        return n;
      }
    }
  }

  private static byte[] key(int n) {
    return n % 10 == 0 ? Stores.longKey("n" + n) : Stores.utf8("n" + n);
  }

  private interface OnDevice {
    void run(Path device) throws Exception;
  }

  /** Mounts a device of 4 MiB for a test; skips it where mounting is not permitted. */
  private void withSmallDevice(OnDevice test) throws Exception {
    Path device = Files.createDirectory(folder.resolve("device"));
    String path = device.toString();
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", path);
    Assumptions.assumeTrue(mounted, "skipped: this user may not mount a tmpfs");
    try {
      test.run(device);
    } finally {
      run("umount", path);
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such command here
    }
  }

  private static void fillDevice(Path device) throws IOException {
    byte[] block = "x".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    try (var out = Files.newOutputStream(device.resolve("filler"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(Files.getFileStore(device).getUsableSpace()).isLessThan(4096);
    }
  }
}
