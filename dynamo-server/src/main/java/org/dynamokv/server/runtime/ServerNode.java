package org.dynamokv.server.runtime;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.node.Explanation;
import org.dynamokv.core.node.Node;
import org.dynamokv.core.node.NodeSettings;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.server.admin.AdminApi;
import org.dynamokv.server.admin.AdminPort;
import org.dynamokv.server.admin.NodeView;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.metrics.JvmGauges;
import org.dynamokv.server.metrics.NodeMetrics;
import org.dynamokv.server.metrics.StorageGauges;
import org.dynamokv.server.metrics.TrafficMeter;
import org.jspecify.annotations.Nullable;

/**
 * A running node: the one place where its parts are joined. Any thread may ask it; {@link #start}
 * and {@link #close} block.
 */
public final class ServerNode implements NodeView, AutoCloseable {
  private static final SecureRandom SECURE = new SecureRandom();

  private final NodeSettings settings;
  private final Node node;
  private final StorageEngine engine;
  private final Readiness readiness;
  private final Opened opened;

  private ServerNode(
      NodeSettings settings, Node node, StorageEngine engine, Readiness readiness, Opened opened) {
    this.settings = settings;
    this.node = node;
    this.engine = engine;
    this.readiness = readiness;
    this.opened = opened;
  }

  /**
   * Starts a node. When this returns, its ports are open; {@link #whenMember} tells when it serves.
   *
   * @param config checked settings
   * @param plugins sees transports and storages
   * @throws StartException with one line for the operator; nothing is left open
   */
  public static ServerNode start(Config config, ClassLoader plugins) throws StartException {
    Opened opened = new Opened();
    try {
      return assemble(config, plugins, opened);
    } catch (StartException e) {
      opened.close();
      throw e;
    } catch (IllegalArgumentException | StorageException | TransportException | IOException e) {
      opened.close();
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** From the disk up to the doors; closing goes the other way. */
  private static ServerNode assemble(Config config, ClassLoader plugins, Opened opened)
      throws StartException, StorageException, TransportException, IOException {
    MemberSettings member = MemberSettings.from(config);
    Addresses addresses = Addresses.from(config);
    EngineSettings data = EngineSettings.from(config);
    LinkSettings link = LinkSettings.from(config);
    LoadSettings load = LoadSettings.from(config);
    String name = member.nameOr(addresses.tcpPort());

    DataFolder folder = opened.add(DataFolder.open(data.directory()));
    StorageEngine engine = opened.add(Engines.open(config, data.storage(), folder, plugins));
    NodeId id = folder.identity().load(member.cluster(), Engines.isEmpty(engine), SECURE);
    Self self = Self.starting(id, SECURE.nextLong());
    StorageThread storage = opened.add(new StorageThread(engine, data.limits(), name));

    Hello hello = Hello.of(member.cluster(), id, self.start(), false);
    Endpoint listen = addresses.listen(link.transport());
    Transport transport = Transports.open(config, link, hello, listen, plugins);
    Shards shards =
        opened.add(new Shards(name, load.shards(), transport, storage, SECURE::nextLong));
    opened.add(transport); // closed before the shards, which nothing may reach once they are closed

    MetricRegistry registry = new MetricRegistry();
    NodeMetrics metrics = new NodeMetrics(registry);
    Readiness readiness = new Readiness(shards.first());
    LateDoor adminDoor = new LateDoor();
    NodeSettings settings =
        new NodeSettings(
            member.cluster(),
            new Member(id, name, member.rack(), endpoints(addresses, link.transport())),
            link.transport(),
            member.partitions(),
            member.defaults(),
            member.seeds(),
            load.maxValueBytes(),
            load.maxInFlight());
    Node node = new Node(settings, self, shards.environments(), metrics, adminDoor);
    ServerNode running = new ServerNode(settings, node, engine, readiness, opened);
    AdminApi api = new AdminApi(running);
    adminDoor.open(api);
    StorageGauges.register(registry, engine::stats);
    JvmGauges.register(registry);

    transport.start(node.listener());
    node.start();
    opened.add(
        HttpPort.start(
            HttpPort.listen(addresses.listen("http"), name),
            node::status,
            registry,
            node.store(),
            HttpPort.limits(load.maxValueBytes())));
    opened.add(
        AdminPort.start(
            new AdminPort.Settings(
                new Endpoint(addresses.adminHost(), addresses.adminPort()),
                Set.of(addresses.advertisedHost())),
            api,
            new TrafficMeter(metrics, System::nanoTime)));
    readiness.watch(node);
    return running;
  }

  private static SortedMap<String, Endpoint> endpoints(Addresses addresses, String transport) {
    SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    for (String door : List.of(transport, "http", "admin")) {
      endpoints.put(door, addresses.advertised(door));
    }
    return endpoints;
  }

  /** Who this node is, and where it listens. */
  public Member member() {
    return settings.me();
  }

  /** Where other nodes and Java clients reach it. */
  public Endpoint transportEndpoint() {
    return Objects.requireNonNull(settings.me().endpoints().get(settings.transport()));
  }

  /**
   * Completes when the node is a member of a ring and serves; fails with {@link StartException}
   * when it was told that it never will be.
   */
  public CompletableFuture<Void> whenMember() {
    return readiness.whenMember();
  }

  @Override
  public String version() {
    return ProductVersion.TEXT;
  }

  @Override
  public String cluster() {
    return settings.cluster();
  }

  @Override
  public @Nullable Ring ring() {
    return node.ring();
  }

  @Override
  public CompletionStage<NodeStatus> status() {
    return node.status();
  }

  @Override
  public CompletionStage<Explanation> explain(Key key) {
    return node.explain(key);
  }

  @Override
  public CompletionStage<List<Explanation.Replica>> local(Key key) {
    return node.local(key).thenApply(List::of);
  }

  @Override
  public StorageStats storage() throws StorageException {
    return engine.stats();
  }

  /** Stops the doors, then the shards, then commits what waits, and lets go of the folder. */
  @Override
  public void close() {
    opened.close();
  }
}
