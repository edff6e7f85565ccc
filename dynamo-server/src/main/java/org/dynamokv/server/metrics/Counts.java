package org.dynamokv.server.metrics;

import com.codahale.metrics.Clock;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MovingAverages;
import com.codahale.metrics.Timer;

/**
 * Meters and timers that only count: the averages over 1, 5 and 15 minutes, a large part of an
 * update's cost, stay 0. Whoever reads the counts knows the rates.
 */
final class Counts {
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private Counts() {}

  static Meter meter() {
    return new Meter(new NoAverages(), Clock.defaultClock());
  }

  /** Times up to an hour. */
  static Timer timer() {
    Histogram times = new Histogram(new HdrReservoir(HOUR_NANOS, System::nanoTime));
    return new Timer(meter(), times, Clock.defaultClock());
  }

  private static final class NoAverages implements MovingAverages {
    @Override
    public void tickIfNecessary() {}

    @Override
    public void update(long n) {}

    @Override
    public double getM1Rate() {
      return 0;
    }

    @Override
    public double getM5Rate() {
      return 0;
    }

    @Override
    public double getM15Rate() {
      return 0;
    }
  }
}
