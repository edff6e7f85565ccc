package org.dynamokv.core.ring;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;

/**
 * A key's place on the ring: MD5 over bucket length, bucket and key, read as an unsigned 128-bit
 * number (paper 4.2 and 4.3 use the same hash). The ring is cut into equal ranges of it.
 */
public final class Token {
  private static final ThreadLocal<MessageDigest> MD5 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every Java platform has MD5", e);
            }
          });

  private Token() {}

  /** The 16 bytes of a key's token. */
  public static Bytes of(Key key) {
    return Bytes.wrap(digest(key));
  }

  /** Which of {@code partitions} equal ranges a key falls in, from 0. */
  public static int partition(Key key, int partitions) {
    long top = Integer.toUnsignedLong(ByteBuffer.wrap(digest(key)).getInt());
    return (int) (top * partitions >>> 32);
  }

  private static byte[] digest(Key key) {
    MessageDigest md5 = MD5.get();
    md5.update((byte) key.bucket().length());
    md5.update(key.bucket().array());
    return md5.digest(key.key().array());
  }
}
