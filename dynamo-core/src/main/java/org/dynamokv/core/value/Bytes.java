package org.dynamokv.core.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes, ordered as unsigned bytes from left to right. */
public final class Bytes implements Comparable<Bytes> {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Copies the array: the caller may change it afterwards. */
  public static Bytes copyOf(byte[] array) {
    return new Bytes(array.clone());
  }

  /** Takes the array over without a copy: the caller never changes it again. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array);
  }

  /** The UTF-8 bytes of a text. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes there are. */
  public int length() {
    return array.length;
  }

  /** The bytes as a copy that the caller owns. */
  public byte[] toArray() {
    return array.clone();
  }

  /** The bytes without a copy: the caller only reads. */
  public byte[] array() {
    return array;
  }

  /** The bytes read as UTF-8; malformed input becomes replacement characters. */
  public String asUtf8() {
    return new String(array, StandardCharsets.UTF_8);
  }

  /** Two lower-case hex digits a byte. */
  public String toHex() {
    return HexFormat.of().formatHex(array);
  }

  /** Whether these bytes begin with all of the prefix's. */
  public boolean startsWith(Bytes prefix) {
    return array.length >= prefix.array.length
        && Arrays.equals(array, 0, prefix.array.length, prefix.array, 0, prefix.array.length);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes b && Arrays.equals(array, b.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** Length only: values never reach a log. */
  @Override
  public String toString() {
    return "Bytes[" + array.length + "]";
  }
}
