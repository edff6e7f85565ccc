package org.dynamokv.core.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dynamokv.core.value.Bytes;

/**
 * Reads the primitives of the wire and storage formats. Every method throws
 * IllegalArgumentException when the input ends early or a length makes no sense; nothing is
 * allocated beyond what is there.
 */
public final class ByteReader {
  private final byte[] array;
  private final int end;
  // Mutable state
  private int at;

  /** Reads all of an array, which must not change meanwhile. */
  public ByteReader(byte[] array) {
    this(array, 0, array.length);
  }

  private ByteReader(byte[] array, int from, int end) {
    this.array = array;
    this.at = from;
    this.end = end;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - at;
  }

  /** A byte that is 0 or 1. */
  public boolean bool() {
    int value = byte8();
    if (value > 1) {
      throw new IllegalArgumentException("malformed: " + value + " is not a boolean");
    }
    return value == 1;
  }

  /** One byte, 0 to 255. */
  public int byte8() {
    need(1);
    return array[at++] & 0xff;
  }

  /** Four bytes, big-endian. */
  public int fixed32() {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | array[at++] & 0xff;
    }
    return value;
  }

  /** Eight bytes, big-endian. */
  public long fixed64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | array[at++] & 0xff;
    }
    return value;
  }

  /** An unsigned number of at most 64 bits. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = byte8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("malformed: a number is longer than ten bytes");
  }

  /** A varint that fits a non-negative int. */
  public int varint32() {
    long value = varint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "malformed: " + Long.toUnsignedString(value) + " is too large");
    }
    return (int) value;
  }

  /** How many elements follow, each of at least one byte. */
  public int count() {
    int value = varint32();
    need(value);
    return value;
  }

  /** Bytes with their length before them, as a copy. */
  public Bytes bytes() {
    return Bytes.wrap(byteArray());
  }

  /** Bytes with their length before them, as a copy. */
  public byte[] byteArray() {
    return raw(count());
  }

  /** That many bytes, as a copy. */
  public byte[] raw(int length) {
    need(length);
    byte[] value = Arrays.copyOfRange(array, at, at + length);
    at += length;
    return value;
  }

  /** All that is left, as a copy. */
  public byte[] rest() {
    return raw(remaining());
  }

  /** UTF-8 with its length before it. */
  public String text() {
    int length = count();
    String value = new String(array, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  /**
   * A structure with its length before it, as a reader of its own over the same array: what it does
   * not read of its structure is skipped.
   */
  public ByteReader struct() {
    int length = count();
    ByteReader inner = new ByteReader(array, at, at + length);
    at += length;
    return inner;
  }

  private void need(int bytes) {
    if (bytes < 0 || bytes > remaining()) {
      throw new IllegalArgumentException(
          "malformed: " + bytes + " bytes needed, " + remaining() + " left");
    }
  }
}
