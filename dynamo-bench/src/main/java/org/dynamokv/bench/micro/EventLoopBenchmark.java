package org.dynamokv.bench.micro;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dynamokv.client.loop.EventLoop;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to hand work to another thread: awake, asleep, and from loop to loop. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventLoopBenchmark {
  private static final int TASKS = 1_000;

  private @Nullable EventLoop loop;
  private @Nullable EventLoop second;
  private final Semaphore done = new Semaphore(0);

  /** Two loops. */
  @Setup
  public void setUp() {
    loop = new EventLoop("bench-loop-1");
    second = new EventLoop("bench-loop-2");
  }

  /** Ends them. */
  @TearDown
  public void tearDown() {
    loop().close();
    second().close();
  }

  private EventLoop loop() {
    return set(loop);
  }

  private EventLoop second() {
    return set(second);
  }

  private static EventLoop set(@Nullable EventLoop made) {
    if (made == null) {
      throw new IllegalStateException("not set up");
    }
    return made;
  }

  /** A task of many that are handed over in one go: the cost of the queue itself. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void handOffInBulk() throws InterruptedException {
    EventLoop l = loop();
    for (int i = 1; i < TASKS; i++) {
      l.execute(EventLoopBenchmark::nothing);
    }
    l.execute(done::release);
    done.acquire();
  }

  private static void nothing() {}

  /** To a sleeping loop and back to a sleeping caller: two wake-ups. */
  @Benchmark
  public void roundTripOfSleepers() throws InterruptedException {
    loop().execute(done::release);
    done.acquire();
  }

  /** A thousand times from loop to loop and back, nothing else to do: two wake-ups each. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void pingPongOfLoops() throws InterruptedException {
    ping(TASKS);
    done.acquire();
  }

  private void ping(int left) {
    if (left == 0) {
      done.release();
    } else {
      loop().execute(() -> second().execute(() -> ping(left - 1)));
    }
  }

  /** A time-out that is set and cancelled, as for every call. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void timersSetAndCancelled(Blackhole sink) throws InterruptedException {
    EventLoop l = loop();
    l.execute(
        () -> {
          for (int i = 0; i < TASKS; i++) {
            l.schedule(5_000, EventLoopBenchmark::nothing).cancel();
          }
          done.release();
        });
    done.acquire();
    sink.consume(l);
  }
}
