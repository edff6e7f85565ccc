package org.dynamokv.transport.tcp;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frames from any thread on their way to one IO thread. However many are offered meanwhile, the
 * drain is scheduled once: what came together is written and flushed together. Bounded by bytes,
 * give or take the last frame of each thread.
 */
final class SendQueue {
  private static final int FRAME_OVERHEAD_BYTES = 64;

  private final long maxBytes;
  private final Executor loop;
  private final Runnable drain;
  // Mutable state, any thread
  private final Queue<Waiting> frames = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Runnable run;

  SendQueue(long maxBytes, Executor loop, Runnable drain) {
    this.maxBytes = maxBytes;
    this.loop = loop;
    this.drain = drain;
    this.run = this::run;
  }

  /** Queues a frame and wakes the IO thread; false when the queue is full. Any thread. */
  boolean offer(Waiting frame) {
    if (bytes.get() >= maxBytes) {
      return false;
    }
    bytes.addAndGet(cost(frame));
    frames.add(frame);
    wake();
    return true;
  }

  /** The next frame, or null. The IO thread only. */
  @Nullable Waiting poll() {
    Waiting next = frames.poll();
    if (next != null) {
      bytes.addAndGet(-cost(next));
    }
    return next;
  }

  /** The next frame if it was queued before that time, or null. The IO thread only. */
  @Nullable Waiting pollBefore(long nanos) {
    Waiting next = frames.peek();
    return next != null && next.sinceNanos() - nanos < 0 ? poll() : null;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** What waits, bytes, a little more than the frames themselves. */
  long bytes() {
    return bytes.get();
  }

  private void wake() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      loop.execute(run);
    }
  }

  private void run() {
    scheduled.set(false); // first: whatever is queued from here on schedules another run
    drain.run();
  }

  private static long cost(Waiting frame) {
    return frame.frame().length() + FRAME_OVERHEAD_BYTES;
  }
}
