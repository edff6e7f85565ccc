package org.dynamokv.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.dynamokv.core.spi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing half of a connection: takes frames from the queue and writes them in pieces, so long
 * as the socket keeps up. IO thread only.
 */
final class Outlet {
  private static final Frame HEARTBEAT = new Frame(new byte[0], new byte[0]);

  private final IoLoop loop;
  private final Shared shared;
  private final Channel channel;
  private final Side side;
  private final Connection connection;
  // Mutable state
  private final FrameWriter writer = new FrameWriter();
  private @Nullable ChannelFuture mark; // one write that may not be in the socket yet
  private @Nullable ChannelFuture last; // the newest write
  private long markNanos;
  private long wroteNanos;

  Outlet(IoLoop loop, Shared shared, Channel channel, Side side, Connection connection) {
    this.loop = loop;
    this.shared = shared;
    this.channel = channel;
    this.side = side;
    this.connection = connection;
    this.wroteNanos = shared.now();
  }

  /** Writes a frame past the queue: for the hello, when the queue must still wait. */
  void writeNow(byte[] frame) {
    ByteBuf piece = channel.alloc().directBuffer(4 + frame.length);
    write(piece.writeInt(frame.length).writeBytes(frame));
    channel.flush();
  }

  /** Writes what the queue holds, as far as the socket takes it, and flushes once. */
  void drain() {
    boolean wrote = false;
    while (channel.isWritable()) {
      ByteBuf piece = nextPiece();
      if (piece == null) {
        break;
      }
      write(piece);
      wrote = true;
    }
    if (wrote) {
      channel.flush();
    }
  }

  /** Gives back the frames that were queued before that time. */
  void expire(long oldestNanos) {
    Waiting old = side.queue().pollBefore(oldestNanos);
    while (old != null) {
      loop.notSent(old, "it waited too long in the queue");
      old = side.queue().pollBefore(oldestNanos);
    }
  }

  /** Sends a sign of life if nothing was written since that time. */
  void beat(long quietSince) {
    if (wroteNanos - quietSince <= 0 && writer.isIdle() && channel.isWritable()) {
      writer.begin(HEARTBEAT);
      drain();
    }
  }

  /** How long the marked write waits for the socket. Writes end in order, so one mark is enough. */
  long stalledNanos(long now) {
    remark(now);
    return mark == null || mark.isDone() ? 0 : now - markNanos;
  }

  private @Nullable ByteBuf nextPiece() {
    if (writer.isIdle() && !beginNext()) {
      return null;
    }
    long waiting = writer.left() + side.queue().bytes();
    int room = (int) Math.min(FrameWriter.PIECE_BYTES, waiting);
    ByteBuf piece = channel.alloc().directBuffer(room, room);
    do {
      writer.copyTo(piece);
    } while (writer.isIdle() && beginNext());
    return piece;
  }

  private boolean beginNext() {
    long oldest = shared.now() - shared.timing().queueNanos();
    expire(oldest);
    Waiting next = side.queue().poll();
    while (next != null && next.only() != null && next.only() != connection) {
      loop.dropped(); // a reply whose connection is gone
      next = side.queue().poll();
    }
    if (next != null) {
      writer.begin(next.frame());
    }
    return next != null;
  }

  private void write(ByteBuf piece) {
    last = channel.write(piece);
    wroteNanos = shared.now();
    remark(wroteNanos);
  }

  private void remark(long now) {
    if (mark == null || mark.isDone()) {
      mark = last;
      markNanos = now;
    }
  }
}
