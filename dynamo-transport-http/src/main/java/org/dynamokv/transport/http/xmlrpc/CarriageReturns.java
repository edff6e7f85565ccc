package org.dynamokv.transport.http.xmlrpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Python's clients send a carriage return in a string as it is, and XML then makes a line feed of
 * it: the value would come back changed. So each one in text is written as a character reference
 * before XML sees it.
 */
final class CarriageReturns {
  private static final byte[] REFERENCE = "&#13;".getBytes(StandardCharsets.US_ASCII);

  private final byte[] body;
  private final ByteArrayOutputStream out;

  // Mutable state: where the walk is
  private boolean inTag;
  private int depth;

  private CarriageReturns(byte[] body) {
    this.body = body;
    this.out = new ByteArrayOutputStream(body.length + 64);
  }

  /** The body with carriage returns that XML keeps; the same array when there is none. */
  static byte[] kept(byte[] body) {
    return isPlain(body) ? body : new CarriageReturns(body).walk();
  }

  /** Nothing to keep; or comments, character data or another encoding, which stay as they are. */
  private static boolean isPlain(byte[] body) {
    boolean found = false;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == 0 || body[i] == '!' && i > 0 && body[i - 1] == '<') {
        return true;
      }
      found |= body[i] == '\r';
    }
    return !found;
  }

  private byte[] walk() {
    for (int i = 0; i < body.length; i++) {
      step(i);
    }
    return out.toByteArray();
  }

  private void step(int i) {
    byte b = body[i];
    if (b == '\r' && !inTag && depth > 0) {
      out.writeBytes(REFERENCE);
      return;
    }
    if (b == '<') {
      inTag = true;
      depth += opening(i);
    } else if (b == '>' && inTag) {
      inTag = false;
      depth -= body[i - 1] == '/' ? 1 : 0;
    }
    out.write(b);
  }

  private int opening(int i) {
    byte next = i + 1 < body.length ? body[i + 1] : 0;
    return next == '/' ? -1 : next == '?' ? 0 : 1;
  }
}
