package org.dynamokv.core.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dynamokv.core.value.Bytes;

/**
 * Writes the primitives of the wire and storage formats: see {@code FORMAT.md} beside this file.
 */
public final class ByteWriter {
  // Mutable state
  private byte[] array;
  private int size;

  /** Starts empty, with room for about that many bytes. */
  public ByteWriter(int capacity) {
    array = new byte[Math.max(16, capacity)];
  }

  /** A byte that is 0 or 1. */
  public void bool(boolean value) {
    byte8(value ? 1 : 0);
  }

  /** One byte: the low eight bits. */
  public void byte8(int value) {
    room(1);
    array[size++] = (byte) value;
  }

  /** Four bytes, big-endian. */
  public void fixed32(int value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      array[size++] = (byte) (value >>> shift);
    }
  }

  /** Eight bytes, big-endian. */
  public void fixed64(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      array[size++] = (byte) (value >>> shift);
    }
  }

  /** An unsigned number, seven bits a byte, lowest first, at most ten bytes. */
  public void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      array[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
  }

  /** Length as a varint, then the bytes. */
  public void bytes(Bytes value) {
    bytes(value.array());
  }

  /** Length as a varint, then the bytes. */
  public void bytes(byte[] value) {
    varint(value.length);
    raw(value);
  }

  /** The bytes alone. */
  public void raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, array, size, value.length);
    size += value.length;
  }

  /**
   * A structure with its length before it, so that an older reader can skip what it does not know.
   */
  public void struct(ByteWriter inner) {
    varint(inner.size);
    room(inner.size);
    System.arraycopy(inner.array, 0, array, size, inner.size);
    size += inner.size;
  }

  /** UTF-8, with its length in bytes before it. */
  public void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** What was written, as a new array. */
  public byte[] toArray() {
    return size == array.length ? array : Arrays.copyOf(array, size);
  }

  private void room(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
    }
  }
}
