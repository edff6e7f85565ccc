package org.dynamokv.transport.http.xmlrpc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.dynamokv.core.value.Bytes;
import org.jspecify.annotations.Nullable;

/** Which text XML 1.0 can carry. */
final class XmlText {
  private XmlText() {}

  /** The bytes as text, or null when they are not UTF-8 or XML cannot carry them. */
  static @Nullable String decode(Bytes bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array())).toString();
      return isCarried(text) ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Whether XML has a form for every character. */
  static boolean isCarried(String text) {
    return text.codePoints().allMatch(XmlText::isCharacter);
  }

  /** The production {@code Char} of XML 1.0. */
  private static boolean isCharacter(int c) {
    return c >= 0x20 && c <= 0xD7FF
        || c == '\n'
        || c == '\t'
        || c == '\r'
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
