package org.dynamokv.transport.tcp;

import io.netty.channel.Channel;
import java.util.concurrent.ThreadLocalRandom;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to an endpoint: a queue, and at most one connection at a time, opened when there is
 * something to send. Without a connection and without hope of one soon, frames are handed back at
 * once. {@code send} takes any thread; all else belongs to the IO thread.
 */
final class Outgoing implements Side {
  private enum State {
    DOWN,
    CONNECTING,
    UP
  }

  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  private final Endpoint to;
  private final IoLoop loop;
  private final Shared shared;
  private final Connector connector;
  private final SendQueue queue;
  private final Backoff backoff;
  // Mutable state
  private State state = State.DOWN;
  private @Nullable Connection connection;
  private String trouble = "";
  private long retryNanos;
  private long openedNanos;

  Outgoing(Endpoint to, IoLoop loop, Shared shared, Connector connector) {
    TcpSettings settings = shared.settings();
    this.to = to;
    this.loop = loop;
    this.shared = shared;
    this.connector = connector;
    this.queue = new SendQueue(settings.queueBytes(), loop::run, this::drain);
    this.backoff =
        new Backoff(
            settings.backoffMinMillis(),
            settings.backoffMaxMillis(),
            () -> ThreadLocalRandom.current().nextDouble());
    loop.run(() -> loop.add(this));
  }

  /** Queues a frame, or reports it. Any thread. */
  void send(Frame frame) {
    int maxBytes = shared.config().maxFrameBytes();
    if (frame.length() > maxBytes) {
      loop.refuse(
          to, frame, "a frame of %d bytes is longer than %d".formatted(frame.length(), maxBytes));
    } else if (!queue.offer(new Waiting(frame, to, null, shared.now()))) {
      loop.refuse(to, frame, "the queue for " + to + " is full");
    }
  }

  @Override
  public boolean isInitiator() {
    return true;
  }

  @Override
  public SendQueue queue() {
    return queue;
  }

  @Override
  public void opened(Connection opened) {
    state = State.UP;
    openedNanos = shared.now();
    opened.drain();
  }

  @Override
  public void ended(Connection ended, String reason, boolean wasOpen) {
    if (!wasOpen || shared.now() - openedNanos < backoff.maxNanos()) {
      failed(reason);
    } else {
      backoff.reset();
      state = State.DOWN;
      connection = null;
      giveBack(reason);
    }
    if (wasOpen) {
      loop.linkDown(to, reason);
    }
  }

  /** Gives back what waited too long for a connection. */
  void tick(long now) {
    if (state == State.CONNECTING) {
      long oldest = now - shared.timing().queueNanos();
      Waiting old = queue.pollBefore(oldest);
      while (old != null) {
        loop.notSent(old, "it waited too long for a connection");
        old = queue.pollBefore(oldest);
      }
    }
  }

  private void drain() {
    if (state == State.UP && connection != null) {
      connection.drain();
    } else if (state == State.DOWN && !queue.isEmpty()) {
      tryAgain();
    }
  }

  private void tryAgain() {
    if (backoff.failures() > 0 && shared.now() - retryNanos < 0) {
      giveBack(trouble);
      return;
    }
    state = State.CONNECTING;
    connector.connect(to, backoff.failures(), loop, this::newConnection, this::notConnected);
  }

  private Connection newConnection(Channel channel) {
    connection = new Connection(loop, shared, this, channel, "connection to " + to);
    return connection;
  }

  private void notConnected(String reason) {
    if (backoff.failures() == 0) { // once for each row of failures
      LOG.debug("{}: cannot connect to {}: {}", shared.name(), to, reason);
    }
    failed(reason);
  }

  private void failed(String reason) {
    state = State.DOWN;
    connection = null;
    trouble = reason;
    retryNanos = shared.now() + backoff.failedNanos();
    giveBack(reason);
  }

  private void giveBack(String reason) {
    Waiting next = queue.poll();
    while (next != null) {
      loop.notSent(next, reason);
      next = queue.poll();
    }
  }
}
