package org.dynamokv.client;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.TransportProvider;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link DynamoClient}; only a seed must be given. Not for several threads. */
public final class ClientBuilder {
  private final List<Endpoint> seeds = new ArrayList<>();
  private final SortedMap<String, String> transportSettings = new TreeMap<>();
  private String cluster = "";
  private String transport = "tcp";
  private int timeoutMillis = RequestOptions.DEFAULT_TIMEOUT_MILLIS;
  private int maxInFlight = 4_096;
  private int maxFrameBytes = 64 << 20;
  private long maxAgeMillis = 10_000;
  private ClassLoader loader = DynamoClient.class.getClassLoader();
  private @Nullable TransportProvider provider;

  ClientBuilder() {}

  /** A node to ask for the ring, {@code HOST:PORT}. Several are tried in the order given. */
  public ClientBuilder seed(String hostAndPort) {
    return seed(Endpoint.parse(hostAndPort));
  }

  /** A node to ask for the ring. */
  public ClientBuilder seed(Endpoint endpoint) {
    seeds.add(endpoint);
    return this;
  }

  /** Only talk to nodes of a cluster of that name; by default any is taken. */
  public ClientBuilder cluster(String name) {
    cluster = name;
    return this;
  }

  /** The name of the transport, {@code tcp} by default, as the service loader knows it. */
  public ClientBuilder transport(String name) {
    transport = name;
    provider = null;
    return this;
  }

  /** A transport that the service loader need not know. */
  public ClientBuilder transport(TransportProvider made) {
    provider = made;
    return this;
  }

  /** A setting of the transport, without its prefix. */
  public ClientBuilder transportSetting(String name, String value) {
    transportSettings.put(name, value);
    return this;
  }

  /** Where transports are looked for; by default where this class comes from. */
  public ClientBuilder loader(ClassLoader pluginLoader) {
    loader = pluginLoader;
    return this;
  }

  /**
   * How long requests wait that do not say, and {@link DynamoClient#ready}; ms, 5000 by default.
   * Too short: requests fail while a node restarts. Too long: callers notice a dead cluster late.
   */
  public ClientBuilder timeoutMillis(int millis) {
    timeoutMillis = millis;
    return this;
  }

  /**
   * How many requests may wait at once, 4096 by default; one more is refused as overloaded. Too
   * few: callers are refused although the cluster could take more. Too many: they wait in queues.
   */
  public ClientBuilder maxInFlight(int requests) {
    maxInFlight = requests;
    return this;
  }

  /**
   * Longest message, bytes, 64 MiB by default. Too small: large values and sets of siblings cannot
   * be read.
   */
  public ClientBuilder maxFrameBytes(int bytes) {
    maxFrameBytes = bytes;
    return this;
  }

  /**
   * How long a message may wait before it is dropped unsent, ms, 10,000 by default. At least the
   * time-out: else requests fail earlier than they must.
   */
  public ClientBuilder maxAgeMillis(long millis) {
    maxAgeMillis = millis;
    return this;
  }

  /**
   * A running client, which begins to learn the ring at once. Does not wait for it.
   *
   * @throws IllegalArgumentException when a setting makes no sense or no such transport is found
   */
  public DynamoClient build() {
    TransportProvider found =
        provider != null
            ? provider
            : Plugins.find("transport", TransportProvider.class, transport, loader);
    Settings settings =
        Settings.of("transport." + found.name() + ".", found.settings(), transportSettings);
    return new DynamoClient(
        new ClientSettings(
            seeds,
            cluster,
            timeoutMillis,
            maxInFlight,
            maxFrameBytes,
            maxAgeMillis,
            found,
            settings));
  }
}
