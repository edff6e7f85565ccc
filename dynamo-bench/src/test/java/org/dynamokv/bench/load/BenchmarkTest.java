package org.dynamokv.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BenchmarkTest {
  private final LoadOptions options = new LoadOptions();
  private final FakeStore store = new FakeStore(200);

  BenchmarkTest() {
    options.keys = 500;
    options.valueSize = 64;
    options.warmUp = 0.05;
    options.seconds = 0.3;
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Report benchmark() throws Exception {
    Progress silent = new Progress(new PrintWriter(new StringWriter()));
    return new Benchmark(options, List.of(store), null, silent)
        .run(new ObjectMapper().createObjectNode().put("keys", options.keys));
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(benchmark().json());
  }

  private RunResult run(Mode mode, int inFlight) throws Exception {
    KeySpace keys = new KeySpace("b", options.keys, options.valueSize);
    Operations operations = new Operations(List.of(store), keys, options.request());
    new Preload(operations, options.keys).start().get();
    store.most.set(0);
    return new Run(mode, 50, inFlight, operations, () -> 0).run(50, 300);
  }

  @Test
  void neverMoreThanTheGivenNumberIsInFlightAndThatManyAre() throws Exception {
    run(Mode.MIXED, 13);
    assertThat(store.most.get()).isEqualTo(13);
    assertThat(store.underWay.get()).isZero();
  }

  @Test
  void countsAreThoseOfTheStoreButForWarmUpAndRunOff() throws Exception {
    long before = store.requests();
    KeySpace keys = new KeySpace("b", options.keys, options.valueSize);
    Operations operations = new Operations(List.of(store), keys, options.request());
    new Preload(operations, options.keys).start().get();
    long preloaded = store.requests() - before;
    RunResult result = new Run(Mode.MIXED, 50, 4, operations, () -> 0).run(0, 500);
    long asked = store.requests() - preloaded;
    assertThat(asked - result.operations()).isBetween(0L, 100L);
    assertThat(result.operations()).isGreaterThan(100);
    assertThat(result.reads().getTotalCount()).isGreaterThan(result.operations() / 4);
    assertThat(result.writes().getTotalCount()).isGreaterThan(result.operations() / 4);
    assertThat(result.all().getTotalCount()).isEqualTo(result.operations());
  }

  @Test
  void warmUpIsNotCounted() throws Exception {
    KeySpace keys = new KeySpace("b", options.keys, options.valueSize);
    Operations operations = new Operations(List.of(store), keys, options.request());
    new Preload(operations, options.keys).start().get();
    long before = store.requests();
    RunResult result = new Run(Mode.READ, 50, 4, operations, () -> 0).run(600, 200);
    assertThat(result.operations()).isBetween(1L, (store.requests() - before) * 2 / 3);
  }

  @Test
  void latenciesAreNotBelowWhatTheStoreTakes() throws Exception {
    RunResult result = run(Mode.READ, 2);
    assertThat(result.reads().getMinValue()).isGreaterThan(200_000L - 2_000);
    assertThat(result.writes().getTotalCount()).isZero();
  }

  @Test
  void writesAreUpdatesThatLeaveNoSiblings() throws Exception {
    RunResult result = run(Mode.WRITE, 64);
    assertThat(result.operations()).isGreaterThan(500);
    assertThat(store.siblingsMade.get()).isZero();
    assertThat(result.rereads()).isZero();
  }

  @Test
  void errorsAreCountedByKindAndTheKeyIsReadBeforeItsNextWrite() throws Exception {
    KeySpace keys = new KeySpace("b", 4, 64);
    Operations operations = new Operations(List.of(store), keys, options.request());
    new Preload(operations, 4).start().get();
    store.failEvery = 5;
    RunResult result = new Run(Mode.WRITE, 50, 2, operations, () -> 0).run(0, 500);
    assertThat(result.errors()).containsKey("put timeout (outcome unknown)");
    assertThat(result.failed()).isGreaterThan(2);
    assertThat(result.rereads()).isGreaterThan(2);
    assertThat(store.siblingsMade.get()).isZero();
  }

  @Test
  void aMissingKeyIsAnError() throws Exception {
    KeySpace keys = new KeySpace("empty", 10, 64);
    Operations operations = new Operations(List.of(store), keys, options.request());
    RunResult result = new Run(Mode.READ, 50, 2, operations, () -> 0).run(0, 100);
    assertThat(result.operations()).isZero();
    assertThat(result.errors().get("get not-found")).isPositive();
  }

  @Test
  void preloadWritesWhatIsMissingAndNothingTwice() throws Exception {
    options.modes = List.of(Mode.READ);
    options.inFlight = List.of(1);
    assertThat(json().at("/preload/written").asInt()).isEqualTo(500);
    assertThat(store.puts.get()).isEqualTo(500);
    assertThat(json().at("/preload/written").asInt()).isZero();
    options.valueSize = 65;
    assertThat(json().at("/preload/written").asInt()).isEqualTo(500);
    assertThat(store.siblingsMade.get()).isZero();
  }

  @Test
  void preloadGetsOverASingleFailureButNotOverADeadCluster() throws Exception {
    store.failEvery = 17;
    assertThat(run(Mode.READ, 1).operations()).isPositive();
    store.failEvery = 1;
    assertThatThrownBy(() -> run(Mode.READ, 1)).hasRootCauseMessage("late");
  }

  @Test
  void theReportNamesEveryRunInOrder() throws Exception {
    options.modes = List.of(Mode.WRITE, Mode.MIXED);
    options.inFlight = List.of(1, 4);
    Report report = benchmark();
    JsonNode runs = new ObjectMapper().readTree(report.json()).get("runs");
    assertThat(runs).hasSize(4);
    assertThat(runs.at("/1/mode").asText()).isEqualTo("write");
    assertThat(runs.at("/1/inFlight").asInt()).isEqualTo(4);
    assertThat(runs.at("/3/perSecond").asDouble()).isPositive();
    assertThat(runs.at("/3/latencyMicros/p99").asDouble())
        .isGreaterThanOrEqualTo(runs.at("/3/latencyMicros/p50").asDouble());
    assertThat(report.table().lines().filter(l -> l.startsWith("mixed"))).hasSize(2);
  }
}
