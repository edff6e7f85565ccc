package org.dynamokv.core.spi;

/**
 * Bytes to send: a head of its own and a body that may be shared by several frames (encoded once,
 * sent N times). On the wire they are one run of bytes. Neither array changes after it was handed
 * over.
 */
public record Frame(byte[] head, byte[] body) {
  /** Both together, bytes. */
  public int length() {
    return head.length + body.length;
  }

  /** Both together in one new array. */
  public byte[] join() {
    byte[] all = new byte[length()];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
