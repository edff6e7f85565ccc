package org.dynamokv.transport.tcp.comparison;

import java.util.concurrent.CountDownLatch;

/** Keeps a number of frames in flight for a while and counts the round trips. */
final class Window {
  static final byte[] FRAME = new byte[1024];

  private final int inFlight;
  private final long endNanos;
  private final CountDownLatch done = new CountDownLatch(1);
  // Mutable state: the client's IO thread, then whoever waited
  private long roundTrips;
  private int ended;

  Window(int inFlight, long millis) {
    this.inFlight = inFlight;
    this.endNanos = System.nanoTime() + millis * 1_000_000;
  }

  /** A frame came back; whether to send another. */
  boolean again(byte[] frame) {
    if (frame.length != FRAME.length) {
      throw new IllegalStateException("a frame of " + frame.length + " bytes");
    }
    roundTrips++;
    if (System.nanoTime() < endNanos) {
      return true;
    }
    if (++ended == inFlight) {
      done.countDown();
    }
    return false;
  }

  int inFlight() {
    return inFlight;
  }

  long await() throws InterruptedException {
    done.await();
    return roundTrips;
  }
}
