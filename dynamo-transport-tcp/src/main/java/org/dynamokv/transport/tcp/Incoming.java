package org.dynamokv.transport.tcp;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that a peer opened: it carries requests in and their replies out. */
final class Incoming implements Side {
  private final SendQueue queue;
  private final Connection connection;

  /**
   * Made when a connection was accepted.
   *
   * @param count of all incoming connections, one more with this
   */
  Incoming(IoLoop loop, Shared shared, Channel channel, AtomicInteger count) {
    count.incrementAndGet();
    this.connection =
        new Connection(loop, shared, this, channel, "connection from " + channel.remoteAddress());
    this.queue = new SendQueue(shared.settings().queueBytes(), loop::run, connection::drain);
    channel.closeFuture().addListener(closed -> count.decrementAndGet());
  }

  Connection connection() {
    return connection;
  }

  @Override
  public boolean isInitiator() {
    return false;
  }

  @Override
  public SendQueue queue() {
    return queue;
  }

  @Override
  public void opened(Connection opened) {
    opened.drain();
  }

  @Override
  public void ended(Connection ended, String reason, boolean wasOpen) {
    while (queue.poll() != null) {
      ended.replyLost();
    }
  }
}
