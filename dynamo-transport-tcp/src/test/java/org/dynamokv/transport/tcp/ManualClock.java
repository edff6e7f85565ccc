package org.dynamokv.transport.tcp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that the test moves. Any thread. */
final class ManualClock implements LongSupplier {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000); // soon wraps

  void advanceMillis(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }
}
