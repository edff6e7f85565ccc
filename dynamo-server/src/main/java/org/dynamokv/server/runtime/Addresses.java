package org.dynamokv.server.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Kinds;
import org.dynamokv.server.config.Property;

/**
 * Where a node listens, and what it tells others about that.
 *
 * @param listenHost of the doors for data: the transport and HTTP
 * @param advertisedHost what other nodes and clients use instead; never a wildcard
 * @param tcpPort of the transport, unless the transport is HTTP
 * @param httpPort of REST, XML-RPC, and the HTTP transport
 * @param adminHost of the admin API and page
 * @param adminPort of the admin API and page
 */
record Addresses(
    String listenHost,
    String advertisedHost,
    int tcpPort,
    int httpPort,
    String adminHost,
    int adminPort) {
  static final Property<String> LISTEN_HOST =
      new Property<>(
          "listen.host",
          "127.0.0.1",
          "Address or host name that the node's TCP and HTTP ports bind to; 0.0.0.0 is every"
              + " interface. Too narrow (the default): other machines cannot connect. Too wide:"
              + " anybody who reaches the port reads and writes everything.",
          Kinds.text());
  static final Property<String> ADVERTISE_HOST =
      new Property<>(
          "advertise.host",
          "",
          "Address or host name under which other nodes and clients reach this node. Empty:"
              + " listen.host, or this machine's host name when that is every interface. Wrong:"
              + " the node joins, but others cannot reach it.",
          Kinds.text());
  static final Property<Integer> TCP_PORT =
      new Property<>(
          "tcp.port",
          "20050",
          "Port for other nodes and the Java client; 0 takes any free one, another one at each"
              + " start.",
          Kinds.port());
  static final Property<Integer> HTTP_PORT =
      new Property<>(
          "http.port",
          "8098",
          "Port for REST and XML-RPC, and for other nodes when transport=http; 0 takes any free"
              + " one, another one at each start.",
          Kinds.port());
  static final Property<String> ADMIN_HOST =
      new Property<>(
          "admin.host",
          "127.0.0.1",
          "Address or host name that the admin port binds to. Too wide: anybody who reaches the"
              + " port can take nodes out of the cluster.",
          Kinds.text());
  static final Property<Integer> ADMIN_PORT =
      new Property<>(
          "admin.port",
          "8099",
          "Port of the admin page and the admin API; 0 takes any free one, another one at each"
              + " start.",
          Kinds.port());
  static final List<Property<?>> PROPERTIES =
      List.of(LISTEN_HOST, ADVERTISE_HOST, TCP_PORT, HTTP_PORT, ADMIN_HOST, ADMIN_PORT);

  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  /** Reads them; ports that were left open are chosen here. */
  static Addresses from(Config config) throws StartException {
    String listen = config.get(LISTEN_HOST);
    String adminHost = config.get(ADMIN_HOST);
    return new Addresses(
        listen,
        advertised(config.get(ADVERTISE_HOST), listen),
        FreePorts.orFree(config.get(TCP_PORT), listen),
        FreePorts.orFree(config.get(HTTP_PORT), listen),
        adminHost,
        FreePorts.orFree(config.get(ADMIN_PORT), adminHost));
  }

  /** Where the transport of that name listens. */
  Endpoint listen(String transport) {
    return new Endpoint(listenHost, port(transport));
  }

  /** Where others find it. */
  Endpoint advertised(String door) {
    boolean loopbackAdmin = door.equals("admin") && !WILDCARDS.contains(adminHost);
    return new Endpoint(loopbackAdmin ? adminHost : advertisedHost, port(door));
  }

  /** This machine's name, for people and as a last resort for others to connect to. */
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private int port(String door) {
    return switch (door) {
      case "http" -> httpPort;
      case "admin" -> adminPort;
      default -> tcpPort;
    };
  }

  private static String advertised(String configured, String listen) {
    if (!configured.isEmpty()) {
      return configured;
    }
    return WILDCARDS.contains(listen) ? hostName() : listen;
  }
}
