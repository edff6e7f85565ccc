package org.dynamokv.core.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/** A sorted map of byte arrays that hands out copies only. Not thread-safe. */
final class SortedEntries {
  private final NavigableMap<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);

  SortedEntries copy() {
    SortedEntries copy = new SortedEntries();
    copy.map.putAll(map); // shares the arrays, which nobody changes
    return copy;
  }

  byte @Nullable [] get(byte[] key) {
    byte[] value = map.get(key);
    return value == null ? null : value.clone();
  }

  void apply(Write write) {
    if (write instanceof Write.Put put) {
      map.put(put.key(), put.value());
    } else {
      map.remove(write.key());
    }
  }

  List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes) {
    List<Entry> page = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<byte[], byte[]> e : range(from, to).entrySet()) {
      if (page.size() >= maxEntries || (bytes >= maxBytes && !page.isEmpty())) {
        break;
      }
      page.add(new Entry(e.getKey().clone(), e.getValue().clone()));
      bytes += e.getKey().length + e.getValue().length;
    }
    return page;
  }

  /** Removes the first entries of a range; returns whether more are left. */
  boolean drop(byte[] from, byte @Nullable [] to, int maxEntries) {
    Iterator<byte[]> keys = range(from, to).keySet().iterator();
    for (int i = 0; i < maxEntries && keys.hasNext(); i++) {
      keys.next();
      keys.remove();
    }
    return keys.hasNext();
  }

  int size() {
    return map.size();
  }

  long bytes() {
    return map.entrySet().stream().mapToLong(e -> e.getKey().length + e.getValue().length).sum();
  }

  private NavigableMap<byte[], byte[]> range(byte[] from, byte @Nullable [] to) {
    NavigableMap<byte[], byte[]> tail = map.tailMap(from, true);
    if (to == null) {
      return tail;
    }
    boolean empty = Arrays.compareUnsigned(from, to) >= 0;
    return empty ? tail.headMap(from, false) : tail.headMap(to, false);
  }
}
