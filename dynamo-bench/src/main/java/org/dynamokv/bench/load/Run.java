package org.dynamokv.bench.load;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** One run: warms up, measures, and waits for the last operations to end. */
final class Run {
  private final Mode mode;
  private final int inFlight;
  private final Operations operations;
  private final LongSupplier serverCpuNanos;
  private final ClosedLoop loop;

  Run(
      Mode mode,
      int mixedReadPercent,
      int inFlight,
      Operations operations,
      LongSupplier serverCpuNanos) {
    this.mode = mode;
    this.inFlight = inFlight;
    this.operations = operations;
    this.serverCpuNanos = serverCpuNanos;
    int readPercent = mode.readPercent(mixedReadPercent);
    loop = new ClosedLoop(inFlight, worker -> operations.one(worker, readPercent));
  }

  /** Throws what an operation threw that is no failure of the store: a bug. */
  RunResult run(long warmUpMillis, long millis) throws InterruptedException, ExecutionException {
    loop.start();
    pause(warmUpMillis);
    long loadCpu = Processes.ownCpuNanos();
    long serverCpu = serverCpuNanos.getAsLong();
    long began = System.nanoTime();
    operations.measure(true);
    pause(millis);
    operations.measure(false);
    long nanos = System.nanoTime() - began;
    loadCpu = Processes.ownCpuNanos() - loadCpu;
    serverCpu = serverCpuNanos.getAsLong() - serverCpu;
    loop.stop().toCompletableFuture().get();
    return result(nanos, loadCpu, serverCpu);
  }

  /** Until then, unless the loop breaks before. */
  private void pause(long millis) throws InterruptedException, ExecutionException {
    try {
      loop.ended().get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException timeIsUp) {
      return;
    }
    throw new IllegalStateException("the loop ended by itself");
  }

  private RunResult result(long nanos, long loadCpu, long serverCpu) {
    SortedMap<String, Long> errors = new TreeMap<>();
    operations.reads.errors().forEach((kind, n) -> errors.put("get " + kind, n));
    operations.writes.errors().forEach((kind, n) -> errors.put("put " + kind, n));
    return new RunResult(
        mode,
        inFlight,
        nanos,
        operations.reads.latencies(),
        operations.writes.latencies(),
        errors,
        operations.siblings.sum(),
        operations.rereads.sum(),
        loadCpu,
        serverCpu);
  }
}
