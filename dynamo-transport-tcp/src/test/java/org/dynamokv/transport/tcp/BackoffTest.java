package org.dynamokv.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  @Test
  void pausesDoubleUpToTheLimit() {
    Backoff backoff = new Backoff(20, 100, () -> 1.0);
    assertThat(LongStream.range(0, 5).map(i -> backoff.failedNanos() / 1_000_000))
        .containsExactly(20L, 40L, 80L, 100L, 100L);
    backoff.reset();
    assertThat(backoff.failedNanos()).isEqualTo(20_000_000);
  }

  @Test
  void chanceTakesUpToHalfAway() {
    assertThat(new Backoff(20, 100, () -> 0.0).failedNanos()).isEqualTo(10_000_000);
    assertThat(new Backoff(20, 100, () -> 0.5).failedNanos()).isEqualTo(15_000_000);
  }

  @Test
  void manyFailuresDoNotOverflow() {
    Backoff backoff = new Backoff(60_000, 600_000, () -> 1.0);
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.failedNanos()).isBetween(60_000_000_000L, 600_000_000_000L);
    }
  }
}
