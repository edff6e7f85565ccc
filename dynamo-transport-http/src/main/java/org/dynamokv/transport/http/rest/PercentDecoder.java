package org.dynamokv.transport.http.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.dynamokv.core.value.Bytes;

/** Percent-decoding of one raw path segment, once, to bytes: nothing in it has a meaning. */
final class PercentDecoder {
  private PercentDecoder() {}

  /**
   * The bytes of a segment.
   *
   * @throws IllegalArgumentException when a percent sign is not followed by two hex digits
   */
  static Bytes decode(String segment) {
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        out.write(hexDigit(raw, i + 1) << 4 | hexDigit(raw, i + 2));
        i += 2;
      } else {
        out.write(raw[i]);
      }
    }
    return Bytes.wrap(out.toByteArray());
  }

  private static int hexDigit(byte[] raw, int i) {
    int digit = i < raw.length ? Character.digit(raw[i], 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("a percent sign in the path lacks its two hex digits");
    }
    return digit;
  }
}
