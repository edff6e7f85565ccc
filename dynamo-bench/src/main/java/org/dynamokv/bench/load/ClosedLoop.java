package org.dynamokv.bench.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of operations under way: each that ends is followed by the next at once. After one
 * that failed its worker rests for a moment, so that a dead cluster is not stormed.
 */
final class ClosedLoop {
  private static final long REST_MILLIS = 5;
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(REST_MILLIS, TimeUnit.MILLISECONDS);

  private final int workers;
  private final IntFunction<@Nullable CompletionStage<Boolean>> operation;

  // Mutable state
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicInteger left;
  private volatile boolean stopping;

  /**
   * Nothing is under way yet.
   *
   * @param operation starts one for a worker, numbered from 0, and says whether it went well; null
   *     when there is nothing left to do; a stage that fails ends the whole loop with that failure
   */
  ClosedLoop(int workers, IntFunction<@Nullable CompletionStage<Boolean>> operation) {
    this.workers = workers;
    this.operation = operation;
    left = new AtomicInteger(workers);
  }

  void start() {
    for (int worker = 0; worker < workers; worker++) {
      drive(worker);
    }
  }

  /** Begins no more; completes when the last has ended. */
  CompletionStage<Void> stop() {
    stopping = true;
    return ended;
  }

  /** Completes when no worker has anything left to do, or fails when an operation broke. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  private void drive(int worker) {
    // A loop and not only callbacks: operations that end at once would else nest without end.
    while (!stopping) {
      CompletionStage<Boolean> begun = operation.apply(worker);
      if (begun == null) {
        break;
      }
      CompletableFuture<Boolean> one = begun.toCompletableFuture();
      if (!one.isDone() || one.isCompletedExceptionally() || !one.join()) {
        one.whenComplete((well, broken) -> next(worker, well, broken));
        return;
      }
    }
    if (left.decrementAndGet() == 0) {
      ended.complete(null);
    }
  }

  private void next(int worker, Boolean well, @Nullable Throwable broken) {
    if (broken != null) {
      stopping = true;
      ended.completeExceptionally(broken);
    } else if (well) {
      drive(worker);
    } else {
      LATER.execute(() -> drive(worker));
    }
  }
}
