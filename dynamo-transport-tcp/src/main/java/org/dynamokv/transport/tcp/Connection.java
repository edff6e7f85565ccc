package org.dynamokv.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One connection, whoever opened it: hello, verdict, then frames both ways. {@code peer}, {@code
 * send} and {@code close} take any thread; all else belongs to the IO thread.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Link {
  private enum Stage {
    HELLO,
    VERDICT,
    OPEN,
    ENDED
  }

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final IoLoop loop;
  private final Shared shared;
  private final Side side;
  private final Channel channel;
  private final String name;
  private final Outlet out;
  // Mutable state
  private final FrameReader reader = new FrameReader();
  private Stage stage = Stage.HELLO;
  private volatile @Nullable Hello peer; // written by the IO thread before the link is handed out
  private long begunNanos;
  private long heardNanos;

  Connection(IoLoop loop, Shared shared, Side side, Channel channel, String name) {
    this.loop = loop;
    this.shared = shared;
    this.side = side;
    this.channel = channel;
    this.name = name;
    this.out = new Outlet(loop, shared, channel, side, this);
  }

  @Override
  public Hello peer() {
    Hello said = peer;
    if (said == null) {
      throw new IllegalStateException("the peer has not said hello");
    }
    return said;
  }

  @Override
  public void send(Frame frame) {
    boolean fits = frame.length() <= shared.config().maxFrameBytes();
    if (!fits || !side.queue().offer(new Waiting(frame, null, this, shared.now()))) {
      loop.dropped();
    }
  }

  @Override
  public void close(String reason) {
    if (channel.eventLoop().inEventLoop()) {
      end(reason); // at once: what came with the frame that caused this is not delivered
    } else {
      loop.run(() -> end(reason));
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    begunNanos = shared.now();
    heardNanos = begunNanos;
    loop.add(this);
    if (side.isInitiator()) {
      out.writeNow(shared.config().hello().encode());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!loop.stoodStill() && stage != Stage.ENDED && isFresh()) {
        read(in);
      }
    } catch (IllegalArgumentException e) {
      end((stage == Stage.HELLO ? "it does not speak the dynamo protocol: " : "") + e.getMessage());
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    adjustReading();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      drain();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (reader.isInsideFrame()) {
      end("the peer closed it inside a frame");
    } else {
      endInOrder("the peer closed it");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof java.io.IOException)) {
      LOG.error("{}: {} failed", shared.name(), name, cause);
    }
    endInOrder(Reasons.of(cause));
  }

  /** Ends it, once: a line in the log, and whatever it held is given up. */
  void end(String reason) {
    end(reason, Level.INFO);
  }

  /** Ends it as connections do end every day: nothing that an operator must read. */
  void endInOrder(String reason) {
    end(reason, Level.DEBUG);
  }

  private void end(String reason, Level level) {
    if (stage == Stage.ENDED) {
      return;
    }
    boolean wasOpen = stage == Stage.OPEN;
    stage = Stage.ENDED;
    loop.remove(this);
    LOG.atLevel(level).log("{}: {} closed: {}", shared.name(), name, reason);
    channel.close();
    side.ended(this, reason, wasOpen);
  }

  /** Counts a reply that will not be sent. */
  void replyLost() {
    loop.dropped();
  }

  /** Writes what the queue holds, as far as the socket takes it. */
  void drain() {
    if (stage == Stage.OPEN) {
      out.drain();
    }
    adjustReading();
  }

  /** Sends a sign of life when quiet; ends it when the peer is. */
  void tick(long now) {
    Timing timing = shared.timing();
    if (stage != Stage.OPEN) {
      if (now - begunNanos > timing.helloNanos()) {
        end("no hello within %d ms".formatted(timing.helloNanos() / 1_000_000));
      }
    } else if (out.stalledNanos(now) > timing.stallNanos()) {
      end(
          "the peer takes nothing: a write waited for %d ms"
              .formatted(out.stalledNanos(now) / 1_000_000));
    } else if (isFresh()) {
      out.expire(now - timing.queueNanos());
      out.beat(now - timing.heartbeatNanos());
    }
  }

  private boolean isFresh() {
    long now = shared.now();
    long silence = now - heardNanos;
    if (silence > shared.timing().silenceNanos()) {
      end("nothing was heard for %d ms".formatted(silence / 1_000_000));
      return false;
    }
    return true;
  }

  private void read(ByteBuf in) {
    heardNanos = shared.now();
    while (stage != Stage.ENDED) {
      int maxBytes = stage == Stage.OPEN ? shared.config().maxFrameBytes() : Hello.MAX_BYTES;
      byte[] frame = reader.next(in, maxBytes);
      if (frame == null) {
        return;
      }
      received(frame);
    }
  }

  private void received(byte[] frame) {
    switch (stage) {
      case HELLO -> heardHello(frame);
      case VERDICT -> heardVerdict(frame);
      case OPEN -> deliver(frame);
      case ENDED -> {}
    }
  }

  private void deliver(byte[] frame) {
    if (frame.length > 0 && loop.isListening()) {
      shared.listener().received(this, frame);
    }
  }

  private void heardHello(byte[] frame) {
    Hello mine = shared.config().hello();
    if (!side.isInitiator()) {
      out.writeNow(mine.encode());
    }
    try {
      Hello said = Hello.decode(frame);
      mine.agree(said);
      peer = said;
    } catch (IllegalArgumentException e) {
      out.writeNow(Verdict.refused(String.valueOf(e.getMessage())));
      end("refused: " + e.getMessage());
      return;
    }
    stage = Stage.VERDICT;
    if (!side.isInitiator()) {
      out.writeNow(Verdict.welcome());
    }
  }

  private void heardVerdict(byte[] frame) {
    Verdict.check(frame);
    if (side.isInitiator()) {
      out.writeNow(Verdict.welcome());
    }
    stage = Stage.OPEN;
    LOG.debug("{}: {} open, peer {}", shared.name(), name, peer().node());
    side.opened(this);
  }

  /** Who opened the connection is not read from while it does not take what it asked for. */
  private void adjustReading() {
    if (side.isInitiator()) {
      return; // one side must always read, or two full queues would wait for each other
    }
    long waiting = side.queue().bytes();
    long limit = shared.settings().queueBytes();
    if (waiting > limit / 2) {
      channel.config().setAutoRead(false);
    } else if (waiting <= limit / 4) {
      channel.config().setAutoRead(true);
    }
  }
}
