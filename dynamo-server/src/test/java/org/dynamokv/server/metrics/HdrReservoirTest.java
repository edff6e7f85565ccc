package org.dynamokv.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.Snapshot;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HdrReservoirTest {
  private final AtomicLong clock = new AtomicLong();
  private final HdrReservoir reservoir = new HdrReservoir(1_000_000_000L, clock::get);

  @Test
  void percentilesAgreeWithASortedArray() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long[] values = random.longs(20_000, 0, 50_000_000).toArray();
    Arrays.stream(values).forEach(reservoir::update);
    Arrays.sort(values);
    Snapshot s = reservoir.getSnapshot();
    for (double q : new double[] {0.5, 0.75, 0.95, 0.99, 0.999}) {
      double exact = values[(int) Math.ceil(q * values.length) - 1];
      assertThat(s.getValue(q)).as("seed %d, q %s", seed, q).isCloseTo(exact, within(exact / 100));
    }
    assertThat(s.size()).isEqualTo(values.length);
  }

  @Test
  void valuesOfTheLastMinuteStayAndOlderOnesGo() {
    reservoir.update(500);
    for (int second = 10; second <= 50; second += 10) {
      clock.set(second * 1_000_000_000L);
      assertThat(reservoir.getSnapshot().size()).as("after %d s", second).isEqualTo(1);
    }
    clock.set(60_000_000_000L);
    reservoir.getSnapshot();
    assertThat(reservoir.getSnapshot().size()).isZero();
  }

  @Test
  void theFirstLookAfterAPauseSeesAllSinceTheLast() {
    reservoir.getSnapshot();
    clock.set(600_000_000_000L);
    reservoir.update(7);
    clock.set(900_000_000_000L);
    assertThat(reservoir.getSnapshot().size()).isEqualTo(1);
    assertThat(reservoir.getSnapshot().size()).isEqualTo(1);
  }

  @Test
  void valuesBeyondTheRangeCountAsItsEnds() {
    reservoir.update(-5);
    reservoir.update(Long.MAX_VALUE);
    Snapshot s = reservoir.getSnapshot();
    assertThat(s.getMin()).isZero();
    assertThat((double) s.getMax()).isCloseTo(1e9, within(1e7));
  }

  @Test
  void anEmptyReservoirIsAllZero() {
    Snapshot s = reservoir.getSnapshot();
    assertThat(s.getMin()).isZero();
    assertThat(s.getMax()).isZero();
    assertThat(s.getMedian()).isZero();
    assertThat(s.getMean()).isZero();
    assertThat(s.getValues()).isEmpty();
  }
}
