package org.dynamokv.server.metrics;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every value of about the last minute in HdrHistograms: percentiles are within one percent,
 * the maximum is never lost to sampling, and an update takes no lock.
 *
 * <p>Values go to one recorder. A look at them that comes {@link #SLICE_NANOS} or more after the
 * last cut closes a slice; {@link #SLICES} closed slices and the open one make the answer. While
 * nobody looks, the open slice grows: the first look after a pause sees all since the last.
 */
final class HdrReservoir implements Reservoir {
  static final long SLICE_NANOS = 10_000_000_000L;
  static final int SLICES = 5;
  private static final int DIGITS = 2;

  private final LongSupplier nanoClock;
  private final long highest;
  private final Recorder recorder;

  // Mutable state, guarded by this
  private final Deque<Histogram> closed = new ArrayDeque<>();
  private final Histogram open;
  private @Nullable Histogram spare;
  private long cutAt;

  /**
   * A reservoir for values from 0 to {@code highest}; higher ones count as that.
   *
   * @param nanoClock monotonic, ns
   */
  HdrReservoir(long highest, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.highest = highest;
    recorder = new Recorder(highest, DIGITS);
    open = new Histogram(highest, DIGITS);
    cutAt = nanoClock.getAsLong();
  }

  @Override
  public void update(long value) {
    recorder.recordValue(Math.min(Math.max(value, 0), highest));
  }

  @Override
  public int size() {
    return (int) Math.min(merged().getTotalCount(), Integer.MAX_VALUE);
  }

  @Override
  public Snapshot getSnapshot() {
    return new HdrSnapshot(merged());
  }

  private synchronized Histogram merged() {
    Histogram fresh = recorder.getIntervalHistogram(spare);
    open.add(fresh);
    spare = fresh;
    Histogram all = open.copy();
    closed.forEach(all::add);
    cut();
    return all;
  }

  private void cut() {
    long now = nanoClock.getAsLong();
    if (now - cutAt < SLICE_NANOS) {
      return;
    }
    // After a long pause the closed slices are older than the minute.
    if (now - cutAt >= SLICE_NANOS * (SLICES + 1)) {
      closed.clear();
    }
    closed.addLast(open.copy());
    open.reset();
    cutAt = now;
    if (closed.size() > SLICES) {
      closed.removeFirst();
    }
  }
}
