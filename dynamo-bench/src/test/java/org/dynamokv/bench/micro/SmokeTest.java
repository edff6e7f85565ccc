package org.dynamokv.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark for a moment, so that none rots. Its figures mean nothing. */
class SmokeTest {
  private static final Set<Class<?>> BENCHMARKS =
      Set.of(
          RingBenchmark.class,
          VersionBenchmark.class,
          CodecBenchmark.class,
          EventLoopBenchmark.class,
          StorageBenchmark.class,
          TransportBenchmark.class);

  @Test
  void everyBenchmarkRunsWithoutAnError() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("org\\.dynamokv\\.bench\\.micro\\..*")
            .param("records", "1000")
            .param("batch", "1", "100")
            .param("actors", "3")
            .param("inFlight", "16")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(100))
            .timeout(TimeValue.seconds(30))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    assertThat(results.stream().map(SmokeTest::benchmarkClass).collect(Collectors.toSet()))
        .isEqualTo(BENCHMARKS.stream().map(Class::getName).collect(Collectors.toSet()));
    assertThat(results).allMatch(r -> r.getPrimaryResult().getScore() > 0);
  }

  private static String benchmarkClass(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    return benchmark.substring(0, benchmark.lastIndexOf('.'));
  }
}
