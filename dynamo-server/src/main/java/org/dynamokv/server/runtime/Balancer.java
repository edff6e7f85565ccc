package org.dynamokv.server.runtime;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.dynamokv.client.ClientBuilder;
import org.dynamokv.client.DynamoClient;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.node.NodeStatus.State;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Limits;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.server.metrics.JvmGauges;
import org.dynamokv.server.metrics.NodeMetrics;
import org.dynamokv.transport.http.HttpServer;

/**
 * Doors without storage (Dynamite's load balancer): REST and XML-RPC over a client. It is ready
 * when its client knows the ring and a node of it answers, which each health check asks.
 */
public final class Balancer implements AutoCloseable {
  private static final String NAME = "balancer";

  /** How long a health check waits for the nodes; less than its own patience. */
  private static final int PROBE_MILLIS = 1_000;

  private final DynamoClient client;
  private final HttpServer http;
  private final Member me;
  private final Opened opened;

  private Balancer(Settings settings, ClassLoader plugins, Opened opened) throws IOException {
    this.opened = opened;
    this.me =
        new Member(
            new NodeId(ThreadLocalRandom.current().nextLong() | 1),
            NAME,
            "",
            Collections.emptySortedMap());
    ClientBuilder builder = DynamoClient.builder().transport(settings.transport()).loader(plugins);
    settings.servers().forEach(builder::seed);
    this.client = opened.add(builder.build());
    MetricRegistry registry = new MetricRegistry();
    JvmGauges.register(registry);
    this.http =
        opened.add(
            HttpPort.start(
                HttpPort.listen(settings.listen(), NAME),
                this::status,
                registry,
                new MeteredStore(client, new NodeMetrics(registry)),
                HttpPort.limits(Limits.DEFAULT_VALUE_BYTES)));
  }

  /**
   * What a balancer needs.
   *
   * @param servers nodes to learn the ring from
   * @param listen where its HTTP port is
   * @param transport what the nodes talk over
   */
  public record Settings(List<Endpoint> servers, Endpoint listen, String transport) {
    /** Copies the list. */
    public Settings {
      servers = List.copyOf(servers);
    }
  }

  /**
   * Opens the port.
   *
   * @throws StartException with one line for the operator; nothing is left open
   */
  public static Balancer start(Settings settings, ClassLoader plugins) throws StartException {
    Opened opened = new Opened();
    try {
      return new Balancer(settings, plugins, opened);
    } catch (IOException | IllegalArgumentException e) {
      opened.close();
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The port that was bound. */
  public int port() {
    return http.port();
  }

  /** Completes when the ring is known; fails when that takes longer than the client's time-out. */
  public CompletionStage<Void> whenReady() {
    return client.ready();
  }

  private CompletionStage<NodeStatus> status() {
    return client.ring().isEmpty()
        ? CompletableFuture.completedStage(status("no node has told the ring yet"))
        : client
            .reaches(PROBE_MILLIS)
            .thenApply(reached -> status(reached ? "" : "no node of the ring can be reached"));
  }

  private NodeStatus status(String waitingFor) {
    return new NodeStatus(
        me,
        waitingFor.isEmpty() ? State.MEMBER : State.JOINING,
        waitingFor,
        client.ring().orElse(null),
        Collections.emptySortedSet(),
        List.of(),
        "");
  }

  @Override
  public void close() {
    opened.close();
  }
}
