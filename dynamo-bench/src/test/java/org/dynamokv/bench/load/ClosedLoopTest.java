package org.dynamokv.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosedLoopTest {
  private final Queue<CompletableFuture<Boolean>> open = new ConcurrentLinkedQueue<>();

  private CompletableFuture<Boolean> begin(int worker) {
    CompletableFuture<Boolean> one = new CompletableFuture<>();
    open.add(one);
    return one;
  }

  @Test
  void keepsExactlyAsManyUnderWayAsItWasTold() {
    ClosedLoop loop = new ClosedLoop(7, this::begin);
    loop.start();
    for (int i = 0; i < 1_000; i++) {
      assertThat(open).hasSize(7);
      open.remove().complete(true);
    }
    var ended = loop.stop().toCompletableFuture();
    for (int left = 7; left > 0; left--) {
      assertThat(open).hasSize(left);
      assertThat(ended).isNotDone();
      open.remove().complete(true);
    }
    assertThat(ended).isCompleted();
  }

  @Test
  void operationsThatEndAtOnceDoNotNest() {
    AtomicInteger left = new AtomicInteger(1_000_000);
    ClosedLoop loop =
        new ClosedLoop(
            1, w -> left.getAndDecrement() > 0 ? CompletableFuture.completedFuture(true) : null);
    loop.start();
    assertThat(loop.ended()).isCompleted();
  }

  @Test
  void afterAFailureAWorkerRestsAndGoesOn() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(20);
    ClosedLoop loop =
        new ClosedLoop(
            1,
            w -> {
              begun.countDown();
              return CompletableFuture.completedFuture(false);
            });
    long before = System.nanoTime();
    loop.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isGreaterThan(50);
    loop.stop().toCompletableFuture().join();
  }

  @Test
  void anOperationThatBreaksEndsTheLoopWithItsError() {
    ClosedLoop loop =
        new ClosedLoop(2, w -> CompletableFuture.failedFuture(new IllegalStateException("bug")));
    loop.start();
    assertThatThrownBy(() -> loop.ended().join()).hasRootCauseMessage("bug");
  }
}
