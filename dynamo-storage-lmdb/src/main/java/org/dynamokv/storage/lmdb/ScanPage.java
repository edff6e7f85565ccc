package org.dynamokv.storage.lmdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.jspecify.annotations.Nullable;

/** Collects entries until the range or one of the limits ends. */
final class ScanPage implements Walk.Visitor {
  private final byte @Nullable [] to;
  private final int maxEntries;
  private final long maxBytes;

  // Mutable state
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;

  ScanPage(byte @Nullable [] to, int maxEntries, long maxBytes) {
    this.to = to;
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  List<Entry> entries() {
    return entries;
  }

  @Override
  public boolean visit(byte[] key, byte[] lmdbKey, Slice record) throws StorageException {
    if (entries.size() >= maxEntries || isPast(key, to)) {
      return false;
    }
    byte[] value = LmdbRecord.read(record, lmdbKey, lmdbKey, 0, 0);
    entries.add(new Entry(key, value));
    bytes += key.length + value.length;
    return entries.size() < maxEntries && bytes < maxBytes;
  }

  /** Whether a key is at or after the end of a range. */
  static boolean isPast(byte[] key, byte @Nullable [] to) {
    return to != null && Arrays.compareUnsigned(key, to) >= 0;
  }
}
