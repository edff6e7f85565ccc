package org.dynamokv.storage.lmdb;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where a key of any length lies, although LMDB takes {@value #LMDB_KEY_BYTES} bytes at most.
 *
 * <p>Keys lie in levels. An LMDB key is the name of a level and a piece of a key; all keys begin in
 * the {@link #ROOT}. A piece that fills the LMDB key to its limit is a <em>junction</em>: its
 * record names a level of its own, where the rest of each key that begins like this lies, the empty
 * rest too. So the length alone tells junctions from entries, and a walk that goes down at each
 * junction meets all keys in the order of unsigned bytes.
 */
final class Layout {
  /** LMDB's limit, compiled into it. */
  static final int LMDB_KEY_BYTES = 511;

  /** The name of the level where every key begins. */
  static final byte[] ROOT = {0};

  private static final byte CHILD = 1;

  private Layout() {}

  /** The name of another level. It sorts by number, and after the root. */
  static byte[] child(long number) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(CHILD).putLong(number).array();
  }

  /** The number of the level in which an LMDB key lies; 0 is the root. */
  static long number(byte[] lmdbKey) {
    return lmdbKey[0] == CHILD ? ByteBuffer.wrap(lmdbKey).getLong(1) : 0;
  }

  /** How many bytes of a key a junction of this level takes. */
  static int room(byte[] level) {
    return LMDB_KEY_BYTES - level.length;
  }

  /** Whether the rest of a key goes through a junction of this level. */
  static boolean goesOn(byte[] level, byte[] key, int at) {
    return key.length - at >= room(level);
  }

  static boolean isJunction(byte[] lmdbKey) {
    return lmdbKey.length == LMDB_KEY_BYTES;
  }

  static boolean isIn(byte[] level, byte[] lmdbKey) {
    return lmdbKey.length >= level.length
        && Arrays.equals(level, 0, level.length, lmdbKey, 0, level.length);
  }

  /** One array after another. */
  static byte[] join(byte[] left, byte[] right, int from, int to) {
    byte[] joined = Arrays.copyOf(left, left.length + to - from);
    System.arraycopy(right, from, joined, left.length, to - from);
    return joined;
  }
}
