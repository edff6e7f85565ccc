package org.dynamokv.bench.load;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Latencies of one kind of operation, and its errors by kind. Counts only what ends while it is on.
 * Any thread.
 */
final class Meter {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int DIGITS = 3;

  // Mutable state
  private final Recorder latencies = new Recorder(1, LONGEST_NANOS, DIGITS);
  private final ConcurrentMap<String, LongAdder> errors = new ConcurrentHashMap<>();
  private volatile boolean isOn;

  void turn(boolean on) {
    isOn = on;
  }

  /** An operation ended well just now. */
  void succeeded(long nanos) {
    if (isOn) {
      latencies.recordValue(Math.min(Math.max(1, nanos), LONGEST_NANOS));
    }
  }

  /** An operation failed just now. */
  void failed(String kind) {
    if (isOn) {
      errors.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }
  }

  /** Latencies in ns. */
  Histogram latencies() {
    return latencies.getIntervalHistogram();
  }

  SortedMap<String, Long> errors() {
    SortedMap<String, Long> out = new TreeMap<>();
    errors.forEach((kind, count) -> out.put(kind, count.sum()));
    return out;
  }
}
