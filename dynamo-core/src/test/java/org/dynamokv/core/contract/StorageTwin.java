package org.dynamokv.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/** What an engine should hold, in a plain sorted map; drives both and compares them. */
final class StorageTwin {
  private final Random random;
  private final NavigableMap<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);

  StorageTwin(Random random) {
    this.random = random;
  }

  private StorageTwin(StorageTwin other) {
    this.random = other.random;
    map.putAll(other.map);
  }

  StorageTwin copy() {
    return new StorageTwin(this);
  }

  void step(StorageEngine engine) throws StorageException {
    switch (random.nextInt(10)) {
      case 0 -> drop(engine);
      case 1 -> checkAll(engine.scan(new byte[0], null, Integer.MAX_VALUE, Long.MAX_VALUE));
      case 2, 3 -> checkScan(engine);
      case 4, 5 -> checkGet(engine);
      default -> apply(engine);
    }
  }

  void checkEverything(StorageEngine engine) throws StorageException {
    checkAll(engine.scan(new byte[0], null, Integer.MAX_VALUE, Long.MAX_VALUE));
    for (Map.Entry<byte[], byte[]> e : map.entrySet()) {
      assertThat(engine.get(e.getKey())).isEqualTo(e.getValue());
    }
    assertThat(engine.stats().keys()).isEqualTo(map.size());
  }

  void checkEverything(Snapshot snapshot) throws StorageException {
    checkAll(snapshot.scan(new byte[0], null, Integer.MAX_VALUE, Long.MAX_VALUE));
    for (Map.Entry<byte[], byte[]> e : map.entrySet()) {
      assertThat(snapshot.get(e.getKey())).isEqualTo(e.getValue());
    }
  }

  private void apply(StorageEngine engine) throws StorageException {
    List<Write> batch = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      batch.add(random.nextInt(3) == 0 ? new Write.Delete(key()) : new Write.Put(key(), value()));
    }
    engine.apply(batch);
    for (Write write : batch) {
      if (write instanceof Write.Put put) {
        map.put(put.key(), put.value());
      } else {
        map.remove(write.key());
      }
    }
  }

  private void drop(StorageEngine engine) throws StorageException {
    byte[] from = key();
    byte[] to = end();
    int max = 1 + random.nextInt(20);
    List<byte[]> range = new ArrayList<>(range(from, to).keySet());
    assertThat(engine.dropRange(from, to, max)).isEqualTo(range.size() > max);
    range.stream().limit(max).forEach(map::remove);
  }

  private void checkGet(StorageEngine engine) throws StorageException {
    byte[] key = key();
    assertThat(engine.get(key)).isEqualTo(map.get(key));
  }

  private void checkScan(StorageEngine engine) throws StorageException {
    byte[] from = random.nextInt(5) == 0 ? new byte[0] : key();
    byte[] to = end();
    int maxEntries = 1 + random.nextInt(50);
    long maxBytes = 1 + random.nextInt(100_000);
    List<Entry> expected = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<byte[], byte[]> e : range(from, to).entrySet()) {
      if (expected.size() < maxEntries && bytes < maxBytes) {
        expected.add(new Entry(e.getKey(), e.getValue()));
        bytes += e.getKey().length + e.getValue().length;
      }
    }
    checkEqual(engine.scan(from, to, maxEntries, maxBytes), expected);
  }

  private void checkAll(List<Entry> found) {
    checkEqual(
        found, map.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList());
  }

  private static void checkEqual(List<Entry> found, List<Entry> expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).key()).isEqualTo(expected.get(i).key());
      assertThat(found.get(i).value()).isEqualTo(expected.get(i).value());
    }
  }

  private NavigableMap<byte[], byte[]> range(byte[] from, byte @Nullable [] to) {
    if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return new TreeMap<>();
    }
    return to == null ? map.tailMap(from, true) : map.subMap(from, true, to, false);
  }

  private byte[] key() {
    byte[] near = map.isEmpty() ? null : map.ceilingKey(StorageKeys.random(random));
    return near != null && random.nextBoolean() ? near.clone() : StorageKeys.random(random);
  }

  private byte @Nullable [] end() {
    return random.nextInt(4) == 0 ? null : key();
  }

  private byte[] value() {
    byte[] value = new byte[random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(40)];
    random.nextBytes(value);
    return value;
  }
}
