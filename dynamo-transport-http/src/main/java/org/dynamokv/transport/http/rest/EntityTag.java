package org.dynamokv.transport.http.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.dynamokv.core.store.Version;

/**
 * Names the set of siblings that a reader sees: a write's id is unique for ever, so equal tags mean
 * equal siblings, byte for byte.
 */
final class EntityTag {
  private static final int TAG_BYTES = 16;

  private EntityTag() {}

  /** With quotes; at least one version. */
  static String of(List<Version> versions) {
    String ids = String.join("\n", versions.stream().map(Version::id).sorted().toList());
    byte[] hash = sha256().digest(ids.getBytes(StandardCharsets.UTF_8));
    return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
