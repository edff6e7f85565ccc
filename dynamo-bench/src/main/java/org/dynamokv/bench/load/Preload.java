package org.dynamokv.bench.load;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Puts all keys in place before the first run, many at once, and learns their contexts. A key that
 * fails is tried again, but a cluster that keeps failing ends it.
 */
final class Preload {
  private static final int IN_FLIGHT = 64;
  private static final int MOST_FAILURES = 100;

  private final Operations operations;
  private final int keys;
  private final ClosedLoop loop;

  // Mutable state: any thread
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<Integer> again = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();

  Preload(Operations operations, int keys) {
    this.operations = operations;
    this.keys = keys;
    loop = new ClosedLoop(Math.min(IN_FLIGHT, keys), this::one);
  }

  /** Completes when every key is there; fails with what the cluster says when that cannot be. */
  CompletableFuture<Void> start() {
    loop.start();
    return loop.ended();
  }

  private @Nullable CompletionStage<Boolean> one(int worker) {
    Integer index = again.poll();
    if (index == null) {
      index = next.getAndIncrement();
    }
    if (index >= keys) {
      return null;
    }
    int key = index;
    return operations
        .preload(worker, key)
        .handle((wasWritten, failed) -> ended(key, wasWritten, failed));
  }

  private boolean ended(int key, @Nullable Boolean wasWritten, @Nullable Throwable failed) {
    if (failed != null) {
      if (failures.incrementAndGet() > MOST_FAILURES) {
        throw new CompletionException(failed);
      }
      again.add(key);
      return false;
    }
    done.incrementAndGet();
    if (Boolean.TRUE.equals(wasWritten)) {
      written.incrementAndGet();
    }
    return true;
  }

  int done() {
    return done.get();
  }

  int written() {
    return written.get();
  }
}
