package org.dynamokv.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.value.Endpoint;

/** Keeps what a transport tells, and lets a test wait for it. Any thread. */
public final class RecordingListener implements TransportListener {
  /** Far more than anything takes; only a failing test waits so long. */
  public static final long PATIENCE_SECONDS = 20;

  /** A condition may also depend on what another listener was told. */
  private static final long LOOK_AGAIN_MILLIS = 20;

  /** A frame that came back unsent. */
  public record NotSent(Endpoint to, Frame frame, String reason) {}

  /** A connection that ended. */
  public record LinkDown(Endpoint to, String reason) {}

  private final BiConsumer<Link, byte[]> onFrame;
  // Mutable state, under this
  private final List<byte[]> received = new ArrayList<>();
  private final List<NotSent> notSent = new ArrayList<>();
  private final List<LinkDown> linkDowns = new ArrayList<>();

  /** Only records. */
  public RecordingListener() {
    this((link, frame) -> {});
  }

  /** Does something with each frame, then records it; what is thrown goes to the transport. */
  public RecordingListener(BiConsumer<Link, byte[]> onFrame) {
    this.onFrame = onFrame;
  }

  /** Sends every frame back by the way it came. */
  public static RecordingListener echo() {
    return new RecordingListener((link, frame) -> link.send(new Frame(new byte[0], frame)));
  }

  @Override
  public void received(Link link, byte[] frame) {
    onFrame.accept(link, frame);
    synchronized (this) {
      received.add(frame);
      notifyAll();
    }
  }

  @Override
  public synchronized void notSent(Endpoint to, Frame frame, String reason) {
    notSent.add(new NotSent(to, frame, reason));
    notifyAll();
  }

  @Override
  public synchronized void linkDown(Endpoint to, String reason) {
    linkDowns.add(new LinkDown(to, reason));
    notifyAll();
  }

  /** What came in so far. */
  public synchronized List<byte[]> received() {
    return List.copyOf(received);
  }

  /** What came back unsent so far. */
  public synchronized List<NotSent> notSent() {
    return List.copyOf(notSent);
  }

  /** Which connections ended so far. */
  public synchronized List<LinkDown> linkDowns() {
    return List.copyOf(linkDowns);
  }

  /** Waits until so many frames came in. */
  public RecordingListener awaitReceived(int count) {
    return await(count + " frames", l -> l.received.size() >= count);
  }

  /** Waits until so many frames came back unsent. */
  public RecordingListener awaitNotSent(int count) {
    return await(count + " unsent frames", l -> l.notSent.size() >= count);
  }

  /** Waits until a connection ended. */
  public RecordingListener awaitLinkDown() {
    return await("the end of a link", l -> !l.linkDowns.isEmpty());
  }

  /**
   * Waits until something was told that makes the condition true; fails when that takes too long.
   */
  public synchronized RecordingListener await(String what, Predicate<RecordingListener> condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.test(this)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no " + what + "; there are " + this);
      }
      waitFor(Math.min(left, LOOK_AGAIN_MILLIS));
    }
    return this;
  }

  private void waitFor(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public synchronized String toString() {
    return "%d received, not sent %s, links down %s"
        .formatted(
            received.size(), notSent.stream().map(NotSent::reason).distinct().toList(), linkDowns);
  }
}
