package org.dynamokv.core.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store as it was at one moment, whatever is written meanwhile. One thread at a time; it may be
 * another one than that which opened it. Close it soon: an open snapshot keeps old pages from being
 * reused.
 */
public interface Snapshot extends AutoCloseable {
  /** As {@link StorageEngine#get}. */
  byte @Nullable [] get(byte[] key) throws StorageException;

  /** As {@link StorageEngine#scan}. */
  List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException;

  /** Lets go of it; never throws. */
  @Override
  void close();
}
