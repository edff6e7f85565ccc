package org.dynamokv.core.ring;

import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.Md5;

/**
 * A key's place on the ring: MD5 over bucket length, bucket and key, read as an unsigned 128-bit
 * number (paper 4.2 and 4.3 use the same hash). The ring is cut into equal ranges of it.
 */
public final class Token {
  private Token() {}

  /** The 16 bytes of a key's token. */
  public static Bytes of(Key key) {
    return Bytes.wrap(digest(key));
  }

  /** Which of {@code partitions} equal ranges a key falls in, from 0. */
  public static int partition(Key key, int partitions) {
    byte[] d = digest(key);
    long top = (d[0] & 0xffL) << 24 | (d[1] & 0xff) << 16 | (d[2] & 0xff) << 8 | d[3] & 0xff;
    return (int) (top * partitions >>> 32);
  }

  private static byte[] digest(Key key) {
    return Md5.of(
        new byte[] {(byte) key.bucket().length()}, key.bucket().array(), key.key().array());
  }
}
