package org.dynamokv.server.admin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dynamokv.core.message.RingCodec;
import org.dynamokv.core.ring.Ring;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a ring's canonical bytes, in hex: two nodes that print the same have the same ring.
 * Any thread may ask.
 */
final class RingHash {
  private record Known(Ring ring, String hash) {}

  // Mutable state: the last answer. Rings are immutable, so the same ring has the same hash.
  private volatile @Nullable Known last;

  String of(Ring ring) {
    Known known = last;
    if (known == null || known.ring() != ring) {
      known = new Known(ring, HexFormat.of().formatHex(sha256().digest(RingCodec.encode(ring))));
      last = known;
    }
    return known.hash();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
