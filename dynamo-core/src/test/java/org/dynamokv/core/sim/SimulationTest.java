package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random clusters in storms of faults: the seeds that once failed, and fresh ones for a while.
 * {@code -Dsim.seed=N} runs that one only, {@code -Dsim.trace=true} prints what happens in it,
 * {@code -Dsim.seconds=N} runs fresh seeds for longer.
 */
class SimulationTest {
  private static final Long ONLY = Long.getLong("sim.seed");

  @Test
  void seedsThatOnceFailedHold() throws IOException {
    for (long seed : ONLY == null ? onceFailed() : List.of(ONLY)) {
      check(SimRun.of(seed));
    }
  }

  private static List<Long> onceFailed() throws IOException {
    try (InputStream in = SimulationTest.class.getResourceAsStream("seeds.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(Long::valueOf)
          .toList();
    }
  }

  @Test
  void freshSeedsHold() {
    if (ONLY != null) {
      return;
    }
    long seconds = Long.getLong("sim.seconds", 15);
    Soak soak = new Soak(System.currentTimeMillis());
    soak.run(seconds);
    System.out.println(soak.report());
    assertThat(soak.failures()).isEmpty();
    assertThat(soak.seeds()).isPositive();
  }

  @Test
  void sameSeedGivesTheSameRunEventForEvent() {
    for (long seed = 1; seed <= 5; seed++) {
      SimRun.Result first = SimRun.of(seed);
      SimRun.Result second = SimRun.of(seed);
      assertThat(second.hash()).as("seed %d", seed).isEqualTo(first.hash());
      assertThat(second.counts()).as("seed %d", seed).isEqualTo(first.counts());
    }
  }

  private static void check(SimRun.Result result) {
    assertThat(result.violations()).as(result.report()).isEmpty();
  }
}
