package org.dynamokv.storage.lmdb;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/** Changes the store within one LMDB write transaction, which the caller commits. */
final class Writer {
  private final Dbi<Slice> entries;
  private final Txn<Slice> txn;
  private final View view;
  private final Slice key = Slice.ofCapacity(Layout.LMDB_KEY_BYTES);

  // Mutable state
  private long lastLevel = -1;
  private long junctions;

  Writer(Dbi<Slice> entries, Txn<Slice> txn) {
    this.entries = entries;
    this.txn = txn;
    this.view = new View(entries, txn);
  }

  void apply(List<Write> batch) throws StorageException {
    for (Write write : batch) {
      if (write instanceof Write.Put put) {
        put(put.key(), put.value());
      } else {
        delete(Layout.ROOT, write.key(), 0);
      }
    }
  }

  /** Removes the first entries of a range; returns whether more are left. */
  boolean dropRange(byte[] from, byte @Nullable [] to, int maxEntries) throws StorageException {
    List<byte[]> keys = new ArrayList<>();
    view.walk(
        from,
        (wholeKey, lmdbKey, record) -> {
          boolean inRange = !ScanPage.isPast(wholeKey, to);
          if (inRange) {
            keys.add(wholeKey);
          }
          return inRange && keys.size() <= maxEntries;
        });
    for (byte[] wholeKey : keys.subList(0, Math.min(maxEntries, keys.size()))) {
      delete(Layout.ROOT, wholeKey, 0);
    }
    return keys.size() > maxEntries;
  }

  /** By how many the number of junctions has changed. */
  long junctionsAdded() {
    return junctions;
  }

  private void put(byte[] wholeKey, byte[] value) throws StorageException {
    byte[] level = Layout.ROOT;
    int at = 0;
    while (Layout.goesOn(level, wholeKey, at)) {
      int cut = at + Layout.room(level);
      byte[] child = view.piece(level, wholeKey, at, cut);
      level = child == null ? addJunction(level, wholeKey, at, cut) : child;
      at = cut;
    }
    store(level, wholeKey, at, wholeKey.length, value);
  }

  private byte[] addJunction(byte[] level, byte[] wholeKey, int from, int to) {
    // A level made in this transaction may have no key yet: count on from the last one found.
    lastLevel = 1 + (lastLevel < 0 ? view.lastLevel() : lastLevel);
    byte[] child = Layout.child(lastLevel);
    store(level, wholeKey, from, to, child);
    junctions++;
    return child;
  }

  private void store(byte[] level, byte[] wholeKey, int from, int to, byte[] value) {
    Slice room =
        entries.reserve(
            txn, key.set(level, wholeKey, from, to), LmdbRecord.HEADER_BYTES + value.length);
    LmdbRecord.write(room, level, wholeKey, from, to, value);
  }

  private void delete(byte[] level, byte[] wholeKey, int at) throws StorageException {
    if (!Layout.goesOn(level, wholeKey, at)) {
      entries.delete(txn, key.set(level, wholeKey, at, wholeKey.length));
      return;
    }
    int cut = at + Layout.room(level);
    byte[] child = view.piece(level, wholeKey, at, cut);
    if (child == null) {
      return;
    }
    delete(child, wholeKey, cut);
    if (view.isEmpty(child)) {
      entries.delete(txn, key.set(level, wholeKey, at, cut));
      junctions--;
    }
  }
}
