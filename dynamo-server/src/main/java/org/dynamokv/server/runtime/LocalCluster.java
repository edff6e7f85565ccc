package org.dynamokv.server.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.config.Config;

/**
 * Some nodes and a balancer in one process. The first node founds the cluster and the others join
 * through it, one after the other; with data of an earlier run they go on.
 */
public final class LocalCluster implements AutoCloseable {
  /** TCP port of the first node unless another is given. */
  public static final int DEFAULT_BASE_PORT = 20050;

  private static final int FIRST_HTTP_PORT = 8098;
  private static final int FIRST_ADMIN_PORT = 8099;
  private static final int STEP = 10;
  private static final int MAX_NODES = 50;
  private static final String HOST = "127.0.0.1";

  private final int count;
  private final Path data;
  private final int basePort;
  private final Opened opened = new Opened();

  // Mutable state: the starting thread
  private final List<ServerNode> nodes = new ArrayList<>();
  private int balancerPort;

  /**
   * A cluster that is not started yet.
   *
   * @param data holds one folder for each node
   * @param basePort TCP port of the first node; the others follow
   * @throws IllegalArgumentException when a port would not be within 1 to 65535
   */
  public LocalCluster(int count, Path data, int basePort) {
    this.count = count;
    this.data = data;
    this.basePort = basePort;
    if (count < 1 || count > MAX_NODES) {
      throw new IllegalArgumentException("--nodes=" + count + " is not within 1 to " + MAX_NODES);
    }
    int lowest = 1 + DEFAULT_BASE_PORT - FIRST_HTTP_PORT;
    int highest = 65535 - count;
    if (basePort < lowest || basePort > highest) {
      throw new IllegalArgumentException(
          "--base-port=" + basePort + " is not within " + lowest + " to " + highest);
    }
  }

  /**
   * Starts all, and returns when all are members and the balancer knows the ring.
   *
   * @param configure makes a node's configuration from what it must have for its own
   */
  public void start(
      Function<Map<String, String>, Config> configure, ClassLoader plugins, int wantedBalancerPort)
      throws StartException, InterruptedException {
    String transport = "";
    for (int i = 0; i < count; i++) {
      Config config = configure.apply(settings(i));
      ServerNode node = opened.add(ServerNode.start(config, plugins));
      await(node.whenMember());
      nodes.add(node);
      transport = config.get(LinkSettings.TRANSPORT);
    }
    List<Endpoint> seeds = nodes.stream().map(ServerNode::transportEndpoint).toList();
    Balancer balancer =
        opened.add(
            Balancer.start(
                new Balancer.Settings(seeds, new Endpoint(HOST, wantedBalancerPort), transport),
                plugins));
    await(balancer.whenReady());
    balancerPort = balancer.port();
  }

  private Map<String, String> settings(int i) {
    int shift = basePort - DEFAULT_BASE_PORT + STEP * i;
    return Map.of(
        "node.name", "node" + i,
        "data.dir", data.resolve("node" + i).toString(),
        "listen.host", HOST,
        "tcp.port", String.valueOf(basePort + i),
        "http.port", String.valueOf(FIRST_HTTP_PORT + shift),
        "admin.port", String.valueOf(FIRST_ADMIN_PORT + shift),
        "seeds", i == 0 ? "" : nodes.get(0).transportEndpoint().toString());
  }

  private static void await(CompletionStage<Void> stage)
      throws StartException, InterruptedException {
    try {
      stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** The nodes, first one first. */
  public List<Member> members() {
    return nodes.stream().map(ServerNode::member).toList();
  }

  /** The balancer's HTTP port. */
  public int balancerPort() {
    return balancerPort;
  }

  @Override
  public void close() {
    opened.close();
  }
}
