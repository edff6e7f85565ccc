package org.dynamokv.storage.lmdb;

import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageException;
import org.jspecify.annotations.Nullable;

/** A read transaction that is held open. */
final class LmdbSnapshot implements Snapshot {
  private final LmdbEngine engine;

  // Mutable state
  private @Nullable View view;

  LmdbSnapshot(LmdbEngine engine, View view) {
    this.engine = engine;
    this.view = view;
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StorageException {
    return engine.get(open(), key);
  }

  @Override
  public List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException {
    return engine.read(open(), open -> open.scan(from, to, maxEntries, maxBytes));
  }

  /** The transaction; UNAVAILABLE when the snapshot has been closed. */
  View open() throws StorageException {
    if (view == null) {
      throw new StorageException(StorageException.Kind.UNAVAILABLE, "the snapshot has been closed");
    }
    return view;
  }

  @Override
  public void close() {
    View open = view;
    view = null;
    if (open != null) {
      engine.giveBack(open);
    }
  }
}
