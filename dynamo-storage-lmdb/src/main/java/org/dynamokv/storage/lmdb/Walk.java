package org.dynamokv.storage.lmdb;

import java.util.Arrays;
import org.dynamokv.core.spi.StorageException;
import org.lmdbjava.Cursor;
import org.lmdbjava.SeekOp;

/** Goes through entries in the order of their whole keys, down at each junction and up again. */
final class Walk {
  /** Takes entries one by one. */
  interface Visitor {
    /**
     * Looks at an entry.
     *
     * @param key the whole key
     * @param lmdbKey what its record was checked with
     * @param record valid during this call only
     * @return whether to go on
     */
    boolean visit(byte[] key, byte[] lmdbKey, Slice record) throws StorageException;
  }

  private static final byte[] START = new byte[0];

  private final View view;
  private final Visitor visitor;

  Walk(View view, Visitor visitor) {
    this.view = view;
    this.visitor = visitor;
  }

  /**
   * Visits one level and all below it.
   *
   * @param level its name
   * @param path what all keys in it begin with
   * @param from where to begin, without the path
   * @return whether to go on after it
   */
  boolean level(byte[] level, byte[] path, byte[] from) throws StorageException {
    int room = Layout.room(level);
    byte[] start = Layout.join(level, from, 0, Math.min(from.length, room));
    try (Cursor<Slice> cursor = view.cursor()) {
      boolean found = view.seek(cursor, start);
      while (found) {
        byte[] lmdbKey = cursor.key().copy(0);
        if (!Layout.isIn(level, lmdbKey)) {
          return true;
        }
        boolean inside = from.length > room && Arrays.equals(lmdbKey, start);
        byte[] rest = inside ? Arrays.copyOfRange(from, room, from.length) : START;
        byte[] key = Layout.join(path, lmdbKey, level.length, lmdbKey.length);
        if (!visit(key, lmdbKey, cursor.val(), rest)) {
          return false;
        }
        found = cursor.seek(SeekOp.MDB_NEXT);
      }
      return true;
    }
  }

  private boolean visit(byte[] key, byte[] lmdbKey, Slice record, byte[] rest)
      throws StorageException {
    if (!Layout.isJunction(lmdbKey)) {
      return visitor.visit(key, lmdbKey, record);
    }
    byte[] child = LmdbRecord.read(record, lmdbKey, lmdbKey, 0, 0);
    return level(child, key, rest);
  }
}
