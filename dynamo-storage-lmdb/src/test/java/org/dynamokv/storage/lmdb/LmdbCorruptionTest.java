package org.dynamokv.storage.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** A data file that is not as it was written. */
class LmdbCorruptionTest {
  private static final List<byte[]> KEYS =
      List.of(
          Stores.utf8("a"),
          Stores.utf8("b"),
          Stores.longKey("c"),
          Stores.longKey("d"),
          Stores.utf8("z"));

  @TempDir Path folder;

  @BeforeEach
  void fill() throws StorageException {
    try (StorageEngine engine = Stores.open(folder)) {
      for (byte[] key : KEYS) {
        Stores.put(engine, key, value(key));
      }
      Stores.put(engine, Stores.utf8("overflow"), value(Stores.utf8("overflow")));
    }
  }

  @Test
  void changedByteOfAValueIsFoundAndTheOthersStayReadable() throws Exception {
    for (byte[] key : KEYS) {
      spoil(value(key), 3);
      checkOnlyOneIsCorrupt(key);
      spoil(value(key), 3);
    }
  }

  @Test
  void changedByteOfAChecksumIsFound() throws Exception {
    spoil(value(KEYS.get(1)), -1);
    checkOnlyOneIsCorrupt(KEYS.get(1));
  }

  @Test
  void changedByteOfALargeValueIsFound() throws Exception {
    byte[] key = Stores.utf8("overflow");
    byte[] value = value(key);
    spoil(Arrays.copyOf(value, 64), 60);
    try (StorageEngine engine = Stores.open(folder)) {
      Stores.failure(Kind.CORRUPT, () -> engine.get(key));
    }
  }

  @Test
  void corruptRecordIsMendedByWritingItAgainOrRemovedByADrop() throws Exception {
    byte[] key = KEYS.get(1);
    spoil(value(key), 0);
    try (StorageEngine engine = Stores.open(folder)) {
      Stores.put(engine, key, value(key));
      assertThat(engine.get(key)).isEqualTo(value(key));
    }
    spoil(value(key), 0);
    try (StorageEngine engine = Stores.open(folder)) {
      assertThat(engine.dropRange(key, Stores.utf8("c"), 10)).isFalse();
      assertThat(engine.get(key)).isNull();
    }
  }

  @Test
  void changedJunctionIsFoundAndShortKeysStayReadable() throws Exception {
    spoil(Layout.child(1), 8);
    try (StorageEngine engine = Stores.open(folder)) {
      Stores.failure(Kind.CORRUPT, () -> engine.get(Stores.longKey("c")));
      Stores.failure(Kind.CORRUPT, () -> Stores.put(engine, Stores.longKey("new"), new byte[1]));
      assertThat(engine.get(Stores.utf8("a"))).isEqualTo(value(Stores.utf8("a")));
    }
  }

  @Test
  void fileThatWasCutShortNeverGivesWrongBytes() throws Exception {
    Path data = folder.resolve("data.mdb");
    byte[] whole = Files.readAllBytes(data);
    for (int pages = whole.length / 4096 - 1; pages >= 2; pages--) {
      Files.write(data, Arrays.copyOf(whole, pages * 4096));
      try (StorageEngine engine = Stores.open(folder)) {
        for (byte[] key : KEYS) {
          checkRightOrRefused(engine, key);
        }
      } catch (StorageException e) {
        assertThat(e.kind()).isIn(Kind.CORRUPT, Kind.IO, Kind.UNAVAILABLE);
      }
    }
  }

  @Test
  void laterFormatIsRefused() throws Exception {
    try (Env<Slice> env = Env.create(SliceProxy.INSTANCE).setMaxDbs(2).open(folder.toFile())) {
      Dbi<Slice> meta = env.openDbi("meta");
      try (Txn<Slice> txn = env.txnWrite()) {
        byte[] key = Stores.utf8("format");
        Slice room = meta.reserve(txn, Slice.ofCapacity(6).set(key, key, 0, 0), 5);
        LmdbRecord.write(room, key, key, 0, 0, new byte[] {Database.FORMAT + 1});
        txn.commit();
      }
    }
    assertThat(Stores.failure(Kind.UNAVAILABLE, () -> Stores.open(folder)))
        .hasMessageContaining("format [2]")
        .hasMessageContaining(folder.toRealPath().toString());
  }

  @Test
  void lmdbFileOfSomebodyElseIsRefused() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (Env<Slice> env = Env.create(SliceProxy.INSTANCE).setMaxDbs(2).open(other.toFile())) {
      env.openDbi("theirs", DbiFlags.MDB_CREATE);
    }
    assertThat(Stores.failure(Kind.UNAVAILABLE, () -> Stores.open(other)))
        .hasMessageContaining("not made by dynamo");
  }

  @Test
  void fileThatIsNoLmdbFileIsRefused() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.write(other.resolve("data.mdb"), new byte[20_000]);
    assertThat(Stores.failure(Kind.IO, () -> Stores.open(other)))
        .hasMessageContaining(other.toRealPath().toString());
  }

  private void checkOnlyOneIsCorrupt(byte[] corrupt) throws StorageException {
    try (StorageEngine engine = Stores.open(folder)) {
      for (byte[] key : KEYS) {
        if (key == corrupt) {
          Stores.failure(Kind.CORRUPT, () -> engine.get(key));
        } else {
          assertThat(engine.get(key)).isEqualTo(value(key));
        }
      }
      Stores.failure(Kind.CORRUPT, () -> engine.scan(new byte[0], null, 100, Long.MAX_VALUE));
      assertThat(engine.scan(corrupt, corrupt, 100, 100)).isEmpty();
    }
  }

  private static void checkRightOrRefused(StorageEngine engine, byte[] key) {
    try {
      assertThat(engine.get(key)).isEqualTo(value(key));
    } catch (StorageException e) {
      assertThat(e.kind()).isIn(Kind.CORRUPT, Kind.IO);
    }
  }

  private static byte[] value(byte[] key) {
    String name = new String(key, key.length - 1, 1, StandardCharsets.UTF_8);
    byte[] value = Stores.utf8(("value of " + name + " ").repeat(name.equals("w") ? 1000 : 3));
    return value;
  }

  /** Flips a byte near every place of the data file that holds the pattern. */
  private void spoil(byte[] pattern, int offset) throws IOException {
    Path data = folder.resolve("data.mdb");
    byte[] bytes = Files.readAllBytes(data);
    int places = 0;
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
      for (int at = 0; at + pattern.length <= bytes.length; at++) {
        if (near(bytes, at, pattern, offset)) {
          file.seek(at + offset);
          file.write(bytes[at + offset] ^ 0x10);
          places++;
        }
      }
    }
    assertThat(places).isPositive();
  }

  private static boolean near(byte[] bytes, int at, byte[] pattern, int offset) {
    for (int i = 0; i < pattern.length; i++) {
      boolean same = bytes[at + i] == pattern[i];
      boolean spoilt = i == offset && bytes[at + i] == (byte) (pattern[i] ^ 0x10);
      if (!same && !spoilt) {
        return false;
      }
    }
    return true;
  }
}
