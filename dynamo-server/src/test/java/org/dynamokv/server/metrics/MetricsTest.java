package org.dynamokv.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.dynamokv.core.env.Events.Request;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.value.NodeId;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MetricsTest {
  private static final NodeId PEER = new NodeId(2);
  private static final String SAMPLE = "[a-z_:][a-z0-9_:]*(\\{([a-z_]+=\"[^\"]*\",?)+\\})? \\S+";

  private final MetricRegistry registry = new MetricRegistry();
  private final NodeMetrics metrics = new NodeMetrics(registry);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private volatile CompletionStage<NodeStatus> status = new CompletableFuture<>();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Sequence(new HealthHandler(() -> status), new MetricsHandler(registry)));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void everyEventShowsInTheText() throws Exception {
    metrics.requestDone(Request.GET, "", 2_000_000);
    metrics.requestDone(Request.GET, "", 2_000_000);
    metrics.requestDone(Request.PUT, "not-enough-replicas", 5_000_000);
    metrics.requestDone(Request.DELETE, "timeout", 5_000_000);
    metrics.forwarded();
    metrics.siblings(3);
    metrics.readRepaired(PEER);
    metrics.hintStored(PEER);
    metrics.hintDelivered(PEER);
    metrics.overloaded();
    metrics.storageFailed("full");
    metrics.messageDropped("deadline");
    metrics.ringAdopted(ring(17));
    SortedMap<String, Double> samples = scrape();
    assertThat(samples)
        .containsEntry("dynamo_request_seconds_count{op=\"get\"}", 2.0)
        .containsEntry("dynamo_request_seconds_count{op=\"put\"}", 1.0)
        .containsEntry("dynamo_request_seconds_count{op=\"delete\"}", 1.0)
        .containsEntry("dynamo_request_failed_total{code=\"not-enough-replicas\"}", 1.0)
        .containsEntry("dynamo_request_failed_total{code=\"timeout\"}", 1.0)
        .containsEntry("dynamo_forwarded_total", 1.0)
        .containsEntry("dynamo_read_siblings_count", 1.0)
        .containsEntry("dynamo_read_siblings{quantile=\"0.5\"}", 3.0)
        .containsEntry("dynamo_read_repairs_total", 1.0)
        .containsEntry("dynamo_hints_stored_total", 1.0)
        .containsEntry("dynamo_hints_delivered_total", 1.0)
        .containsEntry("dynamo_overloaded_total", 1.0)
        .containsEntry("dynamo_storage_failed_total{kind=\"full\"}", 1.0)
        .containsEntry("dynamo_messages_dropped_total{reason=\"deadline\"}", 1.0)
        .containsEntry("dynamo_ring_epoch", 17.0);
    assertThat(samples.get("dynamo_request_seconds{op=\"get\",quantile=\"0.5\"}"))
        .isBetween(0.00198, 0.00202);
  }

  @Test
  void storageAndJvmShowToo() throws Exception {
    StorageGauges.register(registry, () -> new StorageStats(5, 6, 7));
    JvmGauges.register(registry);
    assertThat(scrape())
        .containsEntry("dynamo_storage_keys", 5.0)
        .containsEntry("dynamo_storage_bytes", 6.0)
        .containsEntry("dynamo_storage_free_bytes", 7.0)
        .containsKeys("jvm_memory_heap_used", "jvm_threads_count");
  }

  @Test
  void aStorageThatCannotTellShowsMinusOne() throws Exception {
    StorageGauges.register(
        registry,
        () -> {
          throw new StorageException(StorageException.Kind.IO, "planted");
        });
    assertThat(scrape()).containsEntry("dynamo_storage_keys", -1.0);
  }

  @Test
  void labelsAreBounded() throws Exception {
    for (int i = 0; i < CounterFamily.LIMIT + 10; i++) {
      metrics.messageDropped("reason-" + i);
    }
    SortedMap<String, Double> dropped =
        scrape().subMap("dynamo_messages_dropped_total", "dynamo_messages_dropped_total~");
    assertThat(dropped)
        .hasSize(CounterFamily.LIMIT + 1)
        .containsEntry("dynamo_messages_dropped_total{reason=\"other\"}", 10.0);
  }

  @Test
  void ratesAreTakenBetweenTwoSamples() {
    AtomicLong clock = new AtomicLong();
    TrafficMeter traffic = new TrafficMeter(metrics, clock::get);
    for (int i = 0; i < 10; i++) {
      metrics.requestDone(i < 8 ? Request.GET : Request.PUT, i == 9 ? "timeout" : "", 1_000_000);
    }
    clock.set(2_000_000_000L);
    Traffic first = traffic.sample();
    assertThat(first.requestsPerSecond()).isEqualTo(5);
    assertThat(first.get().perSecond()).isEqualTo(4);
    assertThat(first.failuresPerSecond()).isEqualTo(0.5);
    assertThat(first.get().p99Millis()).isBetween(0.99, 1.01);
    clock.set(3_000_000_000L);
    assertThat(traffic.sample().requestsPerSecond()).isZero();
  }

  @Test
  void readyTurnsWhenTheNodeBecomesAMemberAndBackWhenItStops() throws Exception {
    status = told(NodeStatus.State.JOINING, "a \"seed\" to answer");
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body())
        .isEqualTo("{\"status\":\"joining\",\"reason\":\"a \\\"seed\\\" to answer\"}");
    status = told(NodeStatus.State.MEMBER, "");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\",\"reason\":\"\"}");
    status = told(NodeStatus.State.STOPPED, "removed from the ring");
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void aNodeThatFailsOrStaysSilentIsNotReady() throws Exception {
    status = CompletableFuture.failedStage(new IllegalStateException("planted"));
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).contains("planted");
    status = new CompletableFuture<>();
    assertThat(get("/health/ready").body()).contains("silent");
  }

  @Test
  void pingAndLiveAnswerWhateverTheNodeDoes() throws Exception {
    assertThat(get("/ping").body()).isEqualTo("OK");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
  }

  private static CompletionStage<NodeStatus> told(NodeStatus.State state, String waitingFor) {
    Member me = new Member(new NodeId(1), "n", "r", new TreeMap<>());
    return CompletableFuture.completedStage(
        new NodeStatus(me, state, waitingFor, null, new TreeSet<>(), List.of(), ""));
  }

  private static Ring ring(long epoch) {
    return new Ring(
        "c",
        1,
        epoch,
        new TreeMap<>(),
        List.of(new Partition(List.of(new Owner(new NodeId(1), 1)), List.of(), 1)),
        null,
        BucketProperties.DEFAULT,
        new TreeMap<>(),
        new TreeSet<>());
  }

  /** Every line is a comment or a sample, and no sample stands twice. */
  private SortedMap<String, Double> scrape() throws Exception {
    HttpResponse<String> response = get("/metrics");
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    SortedMap<String, Double> out = new TreeMap<>();
    for (String line : response.body().lines().filter(l -> !l.startsWith("# ")).toList()) {
      assertThat(line.toLowerCase(java.util.Locale.ROOT)).matches(SAMPLE);
      int space = line.lastIndexOf(' ');
      String name = line.substring(0, space);
      assertThat(out).doesNotContainKey(name);
      out.put(name, Double.parseDouble(line.substring(space + 1)));
    }
    return out;
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
