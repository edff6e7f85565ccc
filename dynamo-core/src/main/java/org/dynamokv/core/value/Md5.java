package org.dynamokv.core.value;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash of tokens and digests: the paper's MD5, for spread and for equality among friends, not
 * for security.
 */
public final class Md5 {
  /** Bytes of a hash. */
  public static final int BYTES = 16;

  private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(Md5::create);

  private Md5() {}

  /** The hash of these arrays, one after the other. */
  public static byte[] of(byte[]... parts) {
    MessageDigest md5 = MD5.get();
    for (byte[] part : parts) {
      md5.update(part);
    }
    return md5.digest();
  }

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
