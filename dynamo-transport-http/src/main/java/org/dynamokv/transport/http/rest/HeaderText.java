package org.dynamokv.transport.http.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Text in headers. On the wire it is UTF-8; Jetty hands out and takes one character for each byte.
 */
final class HeaderText {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private HeaderText() {}

  /**
   * The text that a header carries.
   *
   * @throws IllegalArgumentException when it is not UTF-8: it could not be given back as it came
   */
  static String decode(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the header " + name + " is not UTF-8", e);
    }
  }

  /** Whether it may be (part of) a header's name: a token, as RFC 9110 says. */
  static boolean isName(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** A header for that text; control characters, which no header carries, become spaces. */
  static String encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' || bytes[i] == 127) {
        bytes[i] = ' ';
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
