package org.dynamokv.transport.tcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The second frame of each direction: whether the other side's hello was liked. */
final class Verdict {
  private static final byte WELCOME = 0;
  private static final byte REFUSED = 1;
  private static final int MAX_REASON_BYTES = 1000;

  private Verdict() {}

  static byte[] welcome() {
    return new byte[] {WELCOME};
  }

  static byte[] refused(String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, MAX_REASON_BYTES);
    byte[] frame = new byte[1 + length];
    frame[0] = REFUSED;
    System.arraycopy(text, 0, frame, 1, length);
    return frame;
  }

  /**
   * Returns when it is a welcome; throws IllegalArgumentException with the peer's reason if not.
   */
  static void check(byte[] frame) {
    if (frame.length == 0 || frame[0] != WELCOME && frame[0] != REFUSED) {
      throw new IllegalArgumentException("malformed: the frame after the hello is no verdict");
    }
    if (frame[0] == REFUSED) {
      byte[] reason = Arrays.copyOfRange(frame, 1, Math.min(frame.length, 1 + MAX_REASON_BYTES));
      throw new IllegalArgumentException("refused by the peer: " + printable(reason));
    }
  }

  /** A peer's words in our log: one line, whatever it sent. */
  private static String printable(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
  }
}
