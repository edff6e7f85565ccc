package org.dynamokv.core.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.dynamokv.core.spi.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract cannot see from outside: the file itself after crashes and damage. */
class LogfileRecoveryTest {
  private static final byte[] A = {'a'};
  private static final byte[] B = {'b'};

  @TempDir Path folder;

  @Test
  void batchIsThereWholeOrNotAtAllWhereverTheFileEnds() throws Exception {
    byte[] all = twoBatches();
    int first = all.length / 2;
    for (int length = first; length < all.length; length++) {
      Files.write(log(), Arrays.copyOf(all, length));
      try (StorageEngine engine = open()) {
        assertThat(engine.get(A)).as("cut to %s bytes", length).isEqualTo(new byte[] {1});
        assertThat(engine.get(B)).as("cut to %s bytes", length).isNull();
      }
      assertThat(Files.size(log())).isEqualTo(first);
    }
  }

  @Test
  void tailThatDidNotArriveIsCutOff() throws Exception {
    byte[] all = twoBatches();
    byte[] zeros = all.clone();
    Arrays.fill(zeros, all.length / 2, all.length, (byte) 0);
    byte[] half = all.clone();
    half[all.length - 1] ^= 1;
    for (byte[] image : List.of(zeros, half)) {
      Files.write(log(), image);
      try (StorageEngine engine = open()) {
        assertThat(engine.stats().keys()).isEqualTo(1);
        engine.apply(List.of(new Write.Put(B, new byte[] {3})));
      }
      try (StorageEngine engine = open()) {
        assertThat(engine.get(B)).isEqualTo(new byte[] {3});
      }
    }
  }

  @Test
  void damageBeforeTheLastRecordIsNotTakenForATornTail() throws Exception {
    byte[] all = twoBatches();
    all[all.length / 2 - 1] ^= 1;
    Files.write(log(), all);
    assertKind(Kind.CORRUPT, this::open);
  }

  @Test
  void damagedValueIsNotGivenOut() throws Exception {
    byte[] all = twoBatches();
    try (StorageEngine engine = open()) {
      all[all.length - 1] ^= 1;
      Files.write(log(), all);
      assertKind(Kind.CORRUPT, () -> engine.get(B));
      assertThat(engine.get(A)).isEqualTo(new byte[] {1});
    }
  }

  @Test
  void garbageIsCompactedAway() throws Exception {
    try (StorageEngine engine = open()) {
      for (int i = 0; i < 100; i++) {
        engine.apply(List.of(new Write.Put(A, new byte[1000])));
      }
      assertThat(engine.stats().bytes()).isLessThan(5000);
      assertThat(Files.size(log())).isEqualTo(engine.stats().bytes());
    }
  }

  @Test
  void folderInUseIsUnavailable() throws Exception {
    StorageEngine first = open();
    assertKind(Kind.UNAVAILABLE, this::open);
    first.close();
    open().close();
  }

  private byte[] twoBatches() throws Exception {
    try (StorageEngine engine = open()) {
      engine.apply(List.of(new Write.Put(A, new byte[] {1})));
      engine.apply(List.of(new Write.Put(B, new byte[] {2})));
    }
    return Files.readAllBytes(log());
  }

  private Path log() {
    return folder.resolve("log");
  }

  private StorageEngine open() throws StorageException {
    LogfileProvider provider = new LogfileProvider();
    SortedMap<String, String> given = new TreeMap<>();
    given.put("compact-above", "1k");
    return provider.open(
        new StorageConfig(
            folder.toString(), Settings.of("storage.logfile.", provider.settings(), given)));
  }

  private static void assertKind(
      Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
