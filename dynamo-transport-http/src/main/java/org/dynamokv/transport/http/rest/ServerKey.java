package org.dynamokv.transport.http.rest;

import java.security.SecureRandom;
import java.util.Base64;

/** Keys made by the server: 128 random bits, in characters that need no encoding in a path. */
final class ServerKey {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private ServerKey() {}

  static String next() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
