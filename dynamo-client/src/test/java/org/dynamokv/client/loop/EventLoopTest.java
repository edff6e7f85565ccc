package org.dynamokv.client.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dynamokv.core.env.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopTest {
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final EventLoop loop = new EventLoop("loop-under-test", true, failures::add);

  @AfterEach
  void close() {
    loop.close();
  }

  private void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private void runInLoop(Runnable task) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          task.run();
          done.countDown();
        });
    await(done);
  }

  @Test
  void runsEveryTaskOnceAndKeepsTheOrderOfEachProducer() throws InterruptedException {
    int producers = 4;
    int each = 50_000;
    int[] next = new int[producers];
    AtomicInteger wrong = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(producers * each);
    List<Thread> threads = new ArrayList<>();
    for (int p = 0; p < producers; p++) {
      int producer = p;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  int number = i;
                  loop.execute(
                      () -> {
                        if (!loop.inLoop() || next[producer]++ != number) {
                          wrong.incrementAndGet();
                        }
                        done.countDown();
                      });
                }
              }));
    }
    threads.forEach(Thread::start);
    await(done);
    assertThat(wrong.get()).isZero();
  }

  @Test
  void wakesUpForEverySingleTaskHoweverItsArrivalFallsOnTheMomentOfGoingToSleep()
      throws InterruptedException {
    for (int i = 0; i < 20_000; i++) {
      CountDownLatch ran = new CountDownLatch(1);
      loop.execute(ran::countDown);
      if (i % 2 == 0) {
        await(ran);
      }
    }
  }

  @Test
  void backlogCountsWhatWaits() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    loop.execute(
        () -> {
          started.countDown();
          awaitQuietly(gate);
        });
    await(started);
    for (int i = 0; i < 10; i++) {
      loop.execute(() -> {});
    }
    assertThat(loop.backlog()).isEqualTo(11);
    gate.countDown();
    loop.close();
    assertThat(loop.backlog()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void timersRunInTheOrderOfTheirTimesAndNeverTooEarly() throws InterruptedException {
    List<Integer> order = new ArrayList<>();
    AtomicInteger early = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(4);
    runInLoop(
        () -> {
          for (int delay : new int[] {90, 0, 30, 60}) {
            long due = loop.monotonicMillis() + delay;
            loop.schedule(
                delay,
                () -> {
                  early.addAndGet(loop.monotonicMillis() < due ? 1 : 0);
                  order.add(delay);
                  done.countDown();
                });
          }
        });
    await(done);
    assertThat(order).containsExactly(0, 30, 60, 90);
    assertThat(early.get()).isZero();
  }

  @Test
  void aCancelledTimerDoesNotRun() throws InterruptedException {
    List<String> ran = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    runInLoop(
        () -> {
          Timer timer = loop.schedule(10, () -> ran.add("cancelled"));
          loop.schedule(5, timer::cancel);
          loop.schedule(
              20,
              () -> {
                ran.add("kept");
                timer.cancel();
                done.countDown();
              });
        });
    await(done);
    assertThat(ran).containsExactly("kept");
  }

  @Test
  void aMillionTimersThatAreCancelledLeaveNothingBehind() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    runInLoop(
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            loop.schedule(5_000, ran::incrementAndGet).cancel();
          }
        });
    CountDownLatch done = new CountDownLatch(10_000);
    runInLoop(
        () -> {
          for (int i = 0; i < 10_000; i++) {
            loop.schedule(i % 100, done::countDown);
          }
        });
    await(done);
    assertThat(ran.get()).isZero();
  }

  @Test
  void timersBelongToTheLoopsThread() {
    assertThatThrownBy(() -> loop.schedule(1, () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("loop-under-test");
  }

  @Test
  void usesNoProcessorWhileItHasOnlyALongTimer() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch fired = new CountDownLatch(1);
    runInLoop(
        () -> {
          thread.set(Thread.currentThread());
          Thread.currentThread().interrupt();
          loop.schedule(400, fired::countDown);
        });
    long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.get().getId());
    await(fired);
    long used = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.get().getId()) - before;
    assertThat(TimeUnit.NANOSECONDS.toMillis(used)).isLessThan(100);
  }

  @Test
  void aTaskOrTimerThatThrowsIsReportedAndTheLoopGoesOn() throws InterruptedException {
    loop.execute(
        () -> {
          throw new AssertionError("broken invariant");
        });
    runInLoop(
        () ->
            loop.schedule(
                0,
                () -> {
                  throw new IllegalStateException("broken timer");
                }));
    assertThat(failures.poll(30, TimeUnit.SECONDS)).hasMessage("broken invariant");
    assertThat(failures.poll(30, TimeUnit.SECONDS)).hasMessage("broken timer");
    runInLoop(() -> {});
  }

  @Test
  void aHandlerThatThrowsDoesNotEndTheLoop() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (EventLoop other =
        new EventLoop(
            "other",
            true,
            thrown -> {
              throw new IllegalStateException("handler");
            })) {
      other.execute(
          () -> {
            throw new IllegalStateException("task");
          });
      other.execute(done::countDown);
      await(done);
    }
  }

  @Test
  void closeRunsWhatWasGivenAndWhatThatGivesThenRefuses() {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      loop.execute(() -> loop.execute(ran::incrementAndGet));
    }
    loop.close();
    assertThat(ran.get()).isEqualTo(1_000);
    assertThatThrownBy(() -> loop.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("loop-under-test is closed");
    assertThat(loop.backlog()).isZero();
  }

  @Test
  void everyTaskThatIsTakenDuringCloseRuns() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      EventLoop victim = new EventLoop("victim");
      AtomicInteger taken = new AtomicInteger();
      AtomicInteger ran = new AtomicInteger();
      Thread producer =
          new Thread(
              () -> {
                try {
                  while (true) {
                    victim.execute(ran::incrementAndGet);
                    taken.incrementAndGet();
                  }
                } catch (RejectedExecutionException e) {
                  assertThat(e).hasMessage("victim is closed");
                }
              });
      producer.start();
      victim.close();
      producer.join();
      assertThat(ran.get()).isEqualTo(taken.get());
    }
  }

  @Test
  void aTaskMayCloseItsOwnLoop() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.close();
          done.countDown();
        });
    await(done);
    loop.close();
    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }
}
