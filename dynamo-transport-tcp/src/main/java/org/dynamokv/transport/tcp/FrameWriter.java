package org.dynamokv.transport.tcp;

import io.netty.buffer.ByteBuf;
import org.dynamokv.core.spi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Copies frames into pieces of bounded size: a piece takes many small frames, and a large frame
 * goes into many pieces. One thread.
 */
final class FrameWriter {
  /** Largest piece, bytes: what one system call takes, and the unit of direct memory. */
  static final int PIECE_BYTES = 64 << 10;

  private static final int LENGTH_BYTES = 4;

  // Mutable state
  private @Nullable Frame frame;
  private int written;

  /** Whether no frame is half written. */
  boolean isIdle() {
    return frame == null;
  }

  /** Bytes of the begun frame that are left. */
  int left() {
    return frame == null ? 0 : LENGTH_BYTES + frame.length() - written;
  }

  /** Takes the next frame, when idle. */
  void begin(Frame next) {
    if (frame != null) {
      throw new IllegalStateException("a frame is half written");
    }
    frame = next;
    written = 0;
  }

  /** Copies what fits; a piece with less room than a length takes is full. */
  void copyTo(ByteBuf piece) {
    Frame now = frame;
    if (now == null || written == 0 && piece.writableBytes() < LENGTH_BYTES) {
      return;
    }
    if (written == 0) {
      piece.writeInt(now.length());
      written = LENGTH_BYTES;
    }
    copy(now.head(), LENGTH_BYTES, piece);
    copy(now.body(), LENGTH_BYTES + now.head().length, piece);
    if (left() == 0) {
      frame = null;
    }
  }

  private void copy(byte[] part, int partStart, ByteBuf piece) {
    int from = Math.max(0, written - partStart);
    int count = Math.min(part.length - from, piece.writableBytes());
    if (count > 0) {
      piece.writeBytes(part, from, count);
      written += count;
    }
  }
}
