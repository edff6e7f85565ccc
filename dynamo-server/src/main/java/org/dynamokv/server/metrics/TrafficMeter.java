package org.dynamokv.server.metrics;

import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.dynamokv.core.env.Events.Request;

/** Turns counts into rates between two samples. One thread at a time. */
public final class TrafficMeter {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final NodeMetrics metrics;
  private final LongSupplier nanoClock;

  // Mutable state: the sample before
  private final Map<Request, Long> counts = new EnumMap<>(Request.class);
  private long failures;
  private long sampledAt;

  /**
   * Starts now, so the first sample has a span.
   *
   * @param nanoClock monotonic, ns
   */
  public TrafficMeter(NodeMetrics metrics, LongSupplier nanoClock) {
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    sampledAt = nanoClock.getAsLong();
    failures = metrics.failureCount();
    for (Request request : Request.values()) {
      counts.put(request, metrics.timer(request).getCount());
    }
  }

  /** The rates since the sample before. */
  public Traffic sample() {
    long now = nanoClock.getAsLong();
    double seconds = Math.max(now - sampledAt, 1) / NANOS_PER_SECOND;
    sampledAt = now;
    Traffic.Op get = op(Request.GET, seconds);
    Traffic.Op put = op(Request.PUT, seconds);
    Traffic.Op delete = op(Request.DELETE, seconds);
    long failed = metrics.failureCount();
    double failuresPerSecond = (failed - failures) / seconds;
    failures = failed;
    return new Traffic(
        get.perSecond() + put.perSecond() + delete.perSecond(),
        failuresPerSecond,
        get,
        put,
        delete);
  }

  private Traffic.Op op(Request request, double seconds) {
    Timer timer = metrics.timer(request);
    long count = timer.getCount();
    Long before = counts.put(request, count);
    Snapshot snapshot = timer.getSnapshot();
    return new Traffic.Op(
        (count - (before == null ? 0 : before)) / seconds,
        snapshot.getMedian() / NANOS_PER_MILLI,
        snapshot.get99thPercentile() / NANOS_PER_MILLI);
  }
}
