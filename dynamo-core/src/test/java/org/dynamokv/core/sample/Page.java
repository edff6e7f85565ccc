package org.dynamokv.core.sample;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.spi.Entry;

/** What a scan gives: it ends with the entry that reaches a limit, so there is always one. */
final class Page {
  private final int maxEntries;
  private final long maxBytes;

  // Mutable state
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;

  Page(int maxEntries, long maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  boolean isFull() {
    return entries.size() >= maxEntries || (bytes >= maxBytes && !entries.isEmpty());
  }

  void add(byte[] key, byte[] value) {
    entries.add(new Entry(key, value));
    bytes += key.length + value.length;
  }

  List<Entry> entries() {
    return entries;
  }
}
