package org.dynamokv.transport.tcp;

import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One IO thread with the connections that live on it: watches its own clock, ages what waits, and
 * is the only thread that calls the listener for them. Its methods belong to that thread unless
 * they say otherwise.
 */
final class IoLoop {
  /** Most refusals that may wait to be reported; further ones are counted as dropped. */
  private static final int MAX_REFUSALS = 65_536;

  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Logger LOG = LoggerFactory.getLogger(IoLoop.class);

  private final EventLoop executor;
  private final Shared shared;
  // Mutable state, any thread
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean silent;
  // Mutable state, the loop only
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final Set<Outgoing> outgoing = new LinkedHashSet<>();
  private long beatNanos;
  private long droppedLoggedNanos;

  IoLoop(EventLoop executor, Shared shared) {
    this.executor = executor;
    this.shared = shared;
    this.beatNanos = shared.now();
    this.droppedLoggedNanos = beatNanos - LOG_NANOS;
  }

  /** Begins to watch. Any thread. */
  void start() {
    long tick = shared.timing().tickMillis();
    executor.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
  }

  EventLoop executor() {
    return executor;
  }

  void add(Connection connection) {
    connections.add(connection);
  }

  void remove(Connection connection) {
    connections.remove(connection);
  }

  void add(Outgoing one) {
    outgoing.add(one);
  }

  /**
   * Whether this thread stood still for so long that what lies in its sockets is too old: then it
   * has closed them all. Asked before anything that was read is looked at.
   */
  boolean stoodStill() {
    long now = shared.now();
    long stood = now - beatNanos;
    beatNanos = now;
    if (stood <= shared.timing().silenceNanos()) {
      return false;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(stood);
    List.copyOf(connections).forEach(c -> c.end("this process stood still for " + millis + " ms"));
    return true;
  }

  /** Hands what waits to the sockets, as far as they take it, and ends every connection. */
  void shutDown() {
    List.copyOf(connections).forEach(Connection::drain);
    List.copyOf(connections).forEach(c -> c.endInOrder("this side shuts down"));
  }

  /** Says no more to the listener. Any thread. */
  void fallSilent() {
    silent = true;
  }

  /** Reports a frame that did not get into a queue. Any thread; the report comes from the loop. */
  void refuse(Endpoint to, Frame frame, String reason) {
    if (refusals.incrementAndGet() > MAX_REFUSALS) {
      refusals.decrementAndGet();
      dropped();
      return;
    }
    run(
        () -> {
          refusals.decrementAndGet();
          notSent(to, frame, reason);
        });
  }

  /** Runs something on the loop, or nothing when the transport is closed. Any thread. */
  void run(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: closed, so a task was not run", shared.name());
    }
  }

  /** Counts a frame that is lost without a report. Any thread. */
  void dropped() {
    dropped.incrementAndGet();
  }

  /** Reports a frame that will not be sent, or counts it when it was a reply. */
  void notSent(Waiting frame, String reason) {
    if (frame.to() == null) {
      dropped();
    } else {
      notSent(frame.to(), frame.frame(), reason);
    }
  }

  private void notSent(Endpoint to, Frame frame, String reason) {
    tell(() -> shared.listener().notSent(to, frame, reason));
  }

  void linkDown(Endpoint to, String reason) {
    tell(() -> shared.listener().linkDown(to, reason));
  }

  /** Whether what arrives may still be delivered. */
  boolean isListening() {
    return !silent;
  }

  private void tell(Runnable call) {
    if (silent) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("{}: the listener failed", shared.name(), e);
    }
  }

  private void tick() {
    try {
      stoodStill();
      long now = shared.now();
      List.copyOf(connections).forEach(c -> c.tick(now));
      outgoing.forEach(o -> o.tick(now));
      logDropped(now);
    } catch (RuntimeException e) {
      LOG.error("{}: a tick failed", shared.name(), e); // the next one must come all the same
    }
  }

  private void logDropped(long now) {
    if (now - droppedLoggedNanos >= LOG_NANOS && dropped.get() > 0) {
      droppedLoggedNanos = now;
      LOG.warn(
          "{}: dropped {} frames: buffer full, too old, or connection gone",
          shared.name(),
          dropped.getAndSet(0));
    }
  }
}
