package org.dynamokv.storage.lmdb;

import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/** The store as one LMDB transaction sees it. One thread at a time. */
final class View {
  private final Dbi<Slice> entries;
  private final Txn<Slice> txn;
  private final Slice key = Slice.ofCapacity(Layout.LMDB_KEY_BYTES);

  View(Dbi<Slice> entries, Txn<Slice> txn) {
    this.entries = entries;
    this.txn = txn;
  }

  Txn<Slice> txn() {
    return txn;
  }

  /** The value under a whole key. */
  byte @Nullable [] get(byte[] wholeKey) throws StorageException {
    byte[] level = Layout.ROOT;
    int at = 0;
    while (Layout.goesOn(level, wholeKey, at)) {
      int cut = at + Layout.room(level);
      byte[] child = piece(level, wholeKey, at, cut);
      if (child == null) {
        return null;
      }
      level = child;
      at = cut;
    }
    return piece(level, wholeKey, at, wholeKey.length);
  }

  /** The value under one piece of a key in a level. */
  byte @Nullable [] piece(byte[] level, byte[] bytes, int from, int to) throws StorageException {
    Slice record = entries.get(txn, key.set(level, bytes, from, to));
    return record == null ? null : LmdbRecord.read(record, level, bytes, from, to);
  }

  /** A page of entries: see {@link org.dynamokv.core.spi.StorageEngine#scan}. */
  List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException {
    ScanPage page = new ScanPage(to, maxEntries, maxBytes);
    walk(from, page);
    return page.entries();
  }

  /** Visits entries in key order, from a key on, until the visitor has enough. */
  void walk(byte[] from, Walk.Visitor visitor) throws StorageException {
    new Walk(this, visitor).level(Layout.ROOT, new byte[0], from);
  }

  /** Whether no key lies in a level. */
  boolean isEmpty(byte[] level) {
    try (Cursor<Slice> cursor = cursor()) {
      return !seek(cursor, level) || !Layout.isIn(level, cursor.key().copy(0));
    }
  }

  /** The number of the last level that has keys. */
  long lastLevel() {
    try (Cursor<Slice> cursor = cursor()) {
      return cursor.last() ? Layout.number(cursor.key().copy(0)) : 0;
    }
  }

  Cursor<Slice> cursor() {
    return entries.openCursor(txn);
  }

  /** Goes to the first LMDB key that is not before the one given. */
  boolean seek(Cursor<Slice> cursor, byte[] lmdbKey) {
    return cursor.get(key.set(lmdbKey, lmdbKey, 0, 0), GetOp.MDB_SET_RANGE);
  }
}
