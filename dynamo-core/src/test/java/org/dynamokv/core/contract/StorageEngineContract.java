package org.dynamokv.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dynamokv.core.contract.StorageKeys.run;
import static org.dynamokv.core.contract.StorageKeys.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageProvider;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every storage engine promises, as {@link StorageEngine} says it. Extend it, name the
 * provider, and say whether the engine keeps its data through a close.
 *
 * <p>Random tests take a new seed each run and print it when they fail; {@code
 * -Ddynamo.test.seed=N} runs that one again.
 */
@Timeout(300)
public abstract class StorageEngineContract {
  private static final byte[] START = new byte[0];
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir Path folder;

  // Mutable state
  private StorageEngine engine;

  /** The engine's own provider. */
  protected abstract StorageProvider provider();

  /** Whether an engine that is opened again in the same folder holds what the last one held. */
  protected abstract boolean durable();

  /** Settings for the test, over the defaults. */
  protected SortedMap<String, String> settings() {
    return new TreeMap<>();
  }

  /** Opens an engine in the test's folder. */
  protected final StorageEngine open() throws StorageException {
    Settings settings =
        Settings.of("storage." + provider().name() + ".", provider().settings(), settings());
    return provider().open(new StorageConfig(folder.toString(), settings));
  }

  @BeforeEach
  void openEngine() throws StorageException {
    engine = open();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void missingKeyIsNull() throws StorageException {
    assertThat(engine.get(utf8("nothing"))).isNull();
    assertThat(engine.get(run(StorageEngine.MAX_KEY_BYTES, 7, 7))).isNull();
    assertThat(engine.scan(START, null, ALL, Long.MAX_VALUE)).isEmpty();
    assertThat(engine.dropRange(START, null, 10)).isFalse();
  }

  @Test
  void valueComesBackAndIsReplacedAndDeleted() throws StorageException {
    put("a", "1");
    assertThat(engine.get(utf8("a"))).isEqualTo(utf8("1"));
    put("a", "two");
    assertThat(engine.get(utf8("a"))).isEqualTo(utf8("two"));
    engine.apply(List.of(new Write.Delete(utf8("a")), new Write.Delete(utf8("never there"))));
    assertThat(engine.get(utf8("a"))).isNull();
  }

  @Test
  void emptyBatchAndEmptyValueAreFine() throws StorageException {
    engine.apply(List.of());
    put("empty", "");
    assertThat(engine.get(utf8("empty"))).isEmpty();
    assertThat(keys(engine.scan(START, null, ALL, Long.MAX_VALUE))).containsExactly(utf8("empty"));
  }

  @Test
  void repeatedKeysInABatchAreAppliedInOrder() throws StorageException {
    byte[] shortKey = utf8("k");
    byte[] longKey = run(2000, 'k', 'k');
    for (byte[] key : List.of(shortKey, longKey)) {
      engine.apply(
          List.of(
              new Write.Put(key, utf8("first")),
              new Write.Delete(key),
              new Write.Put(key, utf8("last"))));
      assertThat(engine.get(key)).isEqualTo(utf8("last"));
      engine.apply(List.of(new Write.Put(key, utf8("x")), new Write.Delete(key)));
      assertThat(engine.get(key)).isNull();
    }
    assertThat(engine.stats().keys()).isZero();
  }

  @Test
  void valuesOfSeveralMebibytesComeBack() throws StorageException {
    Random random = new Random(1);
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] value = new byte[(i + 1) << 20];
      random.nextBytes(value);
      values.add(value);
      engine.apply(List.of(new Write.Put(utf8("big" + i), value)));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(Arrays.equals(engine.get(utf8("big" + i)), values.get(i))).isTrue();
    }
  }

  @Test
  void keysAreInOrderOfUnsignedBytes() throws StorageException {
    List<byte[]> sorted =
        List.of(
            new byte[] {0},
            new byte[] {0, 0},
            new byte[] {0, (byte) 0xff},
            new byte[] {1},
            new byte[] {0x7f},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) 0x80, 0},
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xff, (byte) 0xff});
    List<byte[]> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(2));
    putAll(shuffled);
    assertThat(keys(engine.scan(START, null, ALL, Long.MAX_VALUE)))
        .containsExactlyElementsOf(sorted);
  }

  @Test
  void keysOfEveryLengthThatArePrefixesOfEachOtherStayInOrder() throws StorageException {
    List<byte[]> sorted =
        IntStream.rangeClosed(1, StorageEngine.MAX_KEY_BYTES)
            .mapToObj(n -> run(n, 'p', 'p'))
            .toList();
    List<byte[]> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(3));
    putAll(shuffled);
    for (byte[] key : sorted) {
      assertThat(engine.get(key)).isEqualTo(valueOf(key));
    }
    assertThat(engine.stats().keys()).isEqualTo(sorted.size());
    checkPages(sorted);
  }

  @Test
  void longKeysThatShareLongPrefixesStayApart() throws StorageException {
    List<byte[]> sorted = new ArrayList<>();
    for (int length : new int[] {512, 600, 1100, 4000, StorageEngine.MAX_KEY_BYTES}) {
      for (int last = 0; last < 256; last++) {
        sorted.add(run(length, 's', last));
      }
    }
    sorted.sort(Arrays::compareUnsigned);
    putAll(sorted);
    checkPages(sorted);
    engine.apply(List.of(new Write.Delete(sorted.get(700))));
    assertThat(engine.get(sorted.get(700))).isNull();
    assertThat(engine.get(sorted.get(699))).isEqualTo(valueOf(sorted.get(699)));
    assertThat(engine.get(sorted.get(701))).isEqualTo(valueOf(sorted.get(701)));
    assertThat(engine.stats().keys()).isEqualTo(sorted.size() - 1);
  }

  @Test
  void scanTakesItsStartAndLeavesItsEnd() throws StorageException {
    putAll(List.of(utf8("a"), utf8("b"), utf8("c"), utf8("d")));
    assertThat(scanned("b", "d")).containsExactly("b", "c");
    assertThat(scanned("aa", "cc")).containsExactly("b", "c");
    assertThat(scanned("b", "b")).isEmpty();
    assertThat(scanned("c", "a")).isEmpty();
    assertThat(scanned("c", null)).containsExactly("c", "d");
  }

  @Test
  void scanStopsAtItsLimitsButGivesOneEntry() throws StorageException {
    for (String key : List.of("a", "b", "c")) {
      engine.apply(List.of(new Write.Put(utf8(key), new byte[99])));
    }
    assertThat(engine.scan(START, null, 2, Long.MAX_VALUE)).hasSize(2);
    assertThat(engine.scan(START, null, ALL, 1)).hasSize(1);
    assertThat(engine.scan(START, null, ALL, 100)).hasSize(1);
    assertThat(engine.scan(START, null, ALL, 101)).hasSize(2);
    assertThat(engine.scan(START, null, ALL, 300)).hasSize(3);
  }

  @Test
  void arraysThatAreHandedOutBelongToTheCaller() throws StorageException {
    put("k", "value");
    engine.get(utf8("k"))[0] = 'X';
    Entry entry = engine.scan(START, null, 1, 1).get(0);
    entry.key()[0] = 'X';
    entry.value()[0] = 'X';
    assertThat(engine.get(utf8("k"))).isEqualTo(utf8("value"));
    assertThat(keys(engine.scan(START, null, ALL, ALL))).containsExactly(utf8("k"));
  }

  @Test
  void snapshotKeepsWhatItSaw() throws Exception {
    byte[] longKey = run(3000, 'z', 'z');
    putAll(List.of(utf8("a"), utf8("b"), longKey));
    try (Snapshot snapshot = engine.snapshot()) {
      put("a", "changed");
      put("c", "new");
      engine.apply(List.of(new Write.Delete(utf8("b")), new Write.Delete(longKey)));
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        other.submit(() -> checkOldState(snapshot, longKey)).get(30, TimeUnit.SECONDS);
      } finally {
        other.shutdownNow();
      }
      checkOldState(snapshot, longKey);
    }
    assertThat(engine.get(utf8("a"))).isEqualTo(utf8("changed"));
    assertThat(engine.get(longKey)).isNull();
  }

  @Test
  void closedSnapshotIsUnavailable() throws StorageException {
    Snapshot snapshot = engine.snapshot();
    snapshot.close();
    snapshot.close();
    assertUnavailable(() -> snapshot.get(utf8("a")));
    assertUnavailable(() -> snapshot.scan(START, null, 1, 1));
  }

  @Test
  void dropRangeRemovesTheFirstOnesFirst() throws StorageException {
    byte[] longKey = run(1500, 'c', 'c');
    putAll(List.of(utf8("a"), utf8("b"), longKey, utf8("d"), utf8("e")));
    assertThat(engine.dropRange(utf8("b"), utf8("e"), 2)).isTrue();
    assertThat(scanned("", null)).containsExactly("a", "d", "e");
    assertThat(engine.dropRange(utf8("b"), utf8("e"), 1)).isFalse();
    assertThat(scanned("", null)).containsExactly("a", "e");
    assertThat(engine.stats().keys()).isEqualTo(2);
  }

  @Test
  void statsCountKeysAndBytes() throws StorageException {
    StorageStats before = engine.stats();
    putAll(IntStream.range(1, 101).mapToObj(i -> run(50 * i % 4600 + 1, 'q', i)).toList());
    engine.apply(List.of(new Write.Put(utf8("big"), new byte[1 << 20])));
    StorageStats after = engine.stats();
    assertThat(after.keys()).isEqualTo(before.keys() + 101);
    assertThat(after.bytes()).isGreaterThanOrEqualTo(before.bytes() + (1 << 20));
    assertThat(after.freeBytes()).isPositive();
  }

  @Test
  void randomOperationsGiveWhatASortedMapGives() throws StorageException {
    long seed = Long.getLong("dynamo.test.seed", System.nanoTime());
    try {
      StorageTwin twin = new StorageTwin(new Random(seed));
      for (int round = 0; round < 10; round++) {
        StorageTwin old = twin.copy();
        try (Snapshot snapshot = engine.snapshot()) {
          for (int step = 0; step < 60; step++) {
            twin.step(engine);
          }
          old.checkEverything(snapshot);
        }
        twin.checkEverything(engine);
        if (durable()) {
          reopen();
          twin.checkEverything(engine);
        }
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("failed with -Ddynamo.test.seed=" + seed, e);
    }
  }

  @Test
  void reopenedEngineHoldsEverything() throws StorageException {
    Assumptions.assumeTrue(durable(), "this engine keeps nothing through a close");
    List<byte[]> sorted = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sorted.add(run(1 + i * 46, i, i));
    }
    putAll(sorted);
    reopen();
    checkPages(sorted);
    assertThat(engine.stats().keys()).isEqualTo(sorted.size());
  }

  @Test
  void readersBesideAWriterSeeWholeBatchesOnly() throws Exception {
    byte[] left = utf8("left");
    byte[] right = run(2500, 'r', 'r');
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong returned = new AtomicLong();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(readers.submit(() -> readPairs(left, right, done, returned)));
      }
      for (long n = 1; n <= 500; n++) {
        byte[] value = utf8(Long.toString(n));
        engine.apply(List.of(new Write.Put(left, value), new Write.Put(right, value)));
        returned.set(n);
      }
      done.set(true);
      for (Future<?> reader : running) {
        reader.get(60, TimeUnit.SECONDS);
      }
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
  }

  @Test
  void everyCallAfterCloseIsUnavailable() throws StorageException {
    put("a", "1");
    Snapshot snapshot = engine.snapshot();
    engine.close();
    engine.close();
    assertUnavailable(() -> engine.get(utf8("a")));
    assertUnavailable(() -> engine.apply(List.of(new Write.Put(utf8("a"), utf8("2")))));
    assertUnavailable(() -> engine.scan(START, null, 1, 1));
    assertUnavailable(() -> engine.snapshot());
    assertUnavailable(() -> engine.dropRange(START, null, 1));
    assertUnavailable(() -> engine.stats());
    assertUnavailable(() -> snapshot.get(utf8("a")));
    snapshot.close();
  }

  @Test
  void closeBesideReadersEndsThemWithUnavailable() throws Exception {
    put("a", "1");
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> running = new ArrayList<>();
      AtomicLong reads = new AtomicLong();
      for (int i = 0; i < 3; i++) {
        running.add(readers.submit(() -> readUntilUnavailable(reads)));
      }
      while (reads.get() < 100) {
        Thread.onSpinWait();
      }
      engine.close();
      for (Future<?> reader : running) {
        reader.get(30, TimeUnit.SECONDS);
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private Void readUntilUnavailable(AtomicLong reads) {
    assertUnavailable(
        () -> {
          while (true) {
            assertThat(engine.get(utf8("a"))).isEqualTo(utf8("1"));
            reads.incrementAndGet();
          }
        });
    return null;
  }

  private Void readPairs(byte[] left, byte[] right, AtomicBoolean done, AtomicLong returned)
      throws StorageException {
    while (!done.get()) {
      long least = returned.get();
      List<Entry> both = engine.scan(START, null, ALL, Long.MAX_VALUE);
      if (both.isEmpty()) {
        assertThat(least).isZero();
        continue;
      }
      assertThat(both).hasSize(2);
      assertThat(both.get(0).value()).isEqualTo(both.get(1).value());
      byte[] seen = engine.get(right);
      assertThat(Long.parseLong(new String(seen, StandardCharsets.UTF_8)))
          .isGreaterThanOrEqualTo(least);
      try (Snapshot snapshot = engine.snapshot()) {
        assertThat(snapshot.get(left)).isEqualTo(snapshot.get(right));
      }
    }
    return null;
  }

  private static Void checkOldState(Snapshot snapshot, byte[] longKey) throws StorageException {
    assertThat(snapshot.get(utf8("a"))).isEqualTo(valueOf(utf8("a")));
    assertThat(snapshot.get(utf8("c"))).isNull();
    assertThat(keys(snapshot.scan(START, null, ALL, Long.MAX_VALUE)))
        .containsExactly(utf8("a"), utf8("b"), longKey);
    return null;
  }

  /** Walks in pages of different sizes, each from the successor of the last key. */
  private void checkPages(List<byte[]> sorted) throws StorageException {
    List<byte[]> found = new ArrayList<>();
    byte[] from = START;
    for (int size = 1; ; size = size % 400 + 37) {
      List<Entry> page = engine.scan(from, null, size, Long.MAX_VALUE);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(e -> assertThat(e.value()).isEqualTo(valueOf(e.key())));
      found.addAll(keys(page));
      assertThat(found).hasSizeLessThanOrEqualTo(sorted.size());
      byte[] last = page.get(page.size() - 1).key();
      from = Arrays.copyOf(last, last.length + 1);
    }
    assertThat(found).containsExactlyElementsOf(sorted);
  }

  private void reopen() throws StorageException {
    engine.close();
    engine = open();
  }

  private void put(String key, String value) throws StorageException {
    engine.apply(List.of(new Write.Put(utf8(key), utf8(value))));
  }

  private void putAll(List<byte[]> keys) throws StorageException {
    List<Write> batch = new ArrayList<>();
    keys.forEach(key -> batch.add(new Write.Put(key, valueOf(key))));
    engine.apply(batch);
  }

  private static byte[] valueOf(byte[] key) {
    return utf8(key.length + ":" + Arrays.hashCode(key));
  }

  private List<String> scanned(String from, @Nullable String to) throws StorageException {
    byte[] end = to == null ? null : utf8(to);
    return engine.scan(utf8(from), end, ALL, Long.MAX_VALUE).stream()
        .map(e -> new String(e.key(), StandardCharsets.UTF_8))
        .toList();
  }

  private static List<byte[]> keys(List<Entry> entries) {
    return entries.stream().map(Entry::key).toList();
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNAVAILABLE));
  }
}
