package org.dynamokv.transport.tcp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into frames: four bytes of length, big-endian, then so many bytes. One thread. A
 * length is checked before anything is allocated, and a frame's array grows with what has really
 * come, so a peer that only announces bytes costs nothing.
 */
final class FrameReader {
  private static final int LENGTH_BYTES = 4;
  private static final int FIRST_BYTES = 64 << 10;

  // Mutable state
  private int lengthRead;
  private int length;
  private int filled;
  private byte @Nullable [] body;

  /**
   * The next whole frame, an array of its own; null when the input is used up before its end.
   *
   * @throws IllegalArgumentException when the next frame is longer than {@code maxBytes}
   */
  byte @Nullable [] next(ByteBuf in, int maxBytes) {
    byte[] frame = body != null ? body : begin(in, maxBytes);
    if (frame == null) {
      return null;
    }
    while (filled < length && in.isReadable()) {
      if (filled == frame.length) {
        frame = Arrays.copyOf(frame, (int) Math.min(length, 2L * frame.length));
      }
      int count = Math.min(in.readableBytes(), frame.length - filled);
      in.readBytes(frame, filled, count);
      filled += count;
    }
    boolean whole = filled == length;
    body = whole ? null : frame;
    return whole ? frame : null;
  }

  /** Whether a frame has begun and not ended. */
  boolean isInsideFrame() {
    return body != null || lengthRead > 0;
  }

  private byte @Nullable [] begin(ByteBuf in, int maxBytes) {
    while (lengthRead < LENGTH_BYTES && in.isReadable()) {
      length = length << 8 | in.readUnsignedByte();
      lengthRead++;
    }
    if (lengthRead < LENGTH_BYTES) {
      return null;
    }
    if (length < 0 || length > maxBytes) {
      throw new IllegalArgumentException(
          "a frame of %d bytes is longer than %d"
              .formatted(Integer.toUnsignedLong(length), maxBytes));
    }
    lengthRead = 0;
    filled = 0;
    return new byte[Math.min(length, FIRST_BYTES)];
  }
}
