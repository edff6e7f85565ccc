package org.dynamokv.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dynamokv.core.value.Endpoint;

/** Server processes on this machine, one joining the next, for the time of a benchmark. */
final class LocalCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int PORTS = 3;

  private final Path launcher;
  private final Path data;
  private final boolean isTemporary;
  private final List<String> settings;

  // Mutable state
  private final List<ServerProcess> servers = new ArrayList<>();

  private LocalCluster(Path launcher, Path data, boolean isTemporary, List<String> settings) {
    this.launcher = launcher;
    this.data = data;
    this.isTemporary = isTemporary;
    this.settings = settings;
  }

  /**
   * Starts servers one after another and waits until each takes requests.
   *
   * @param home where {@code bin/dynamo} is
   * @param data keeps their data and logs; empty for a temporary folder, removed afterwards
   * @param settings {@code key=value}, for every server
   */
  static LocalCluster start(Path home, String data, int nodes, List<String> settings)
      throws IOException, InterruptedException {
    Path launcher = home.resolve("bin/dynamo");
    if (!Files.isExecutable(launcher)) {
      throw new IOException("no launcher at " + launcher);
    }
    boolean isTemporary = data.isEmpty();
    Path folder =
        isTemporary
            ? Files.createTempDirectory("dynamo-bench")
            : Files.createDirectories(Path.of(data));
    LocalCluster cluster = new LocalCluster(launcher, folder, isTemporary, settings);
    try {
      for (int i = 1; i <= nodes; i++) {
        cluster.startServer("n" + i);
      }
      return cluster;
    } catch (IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private void startServer(String name) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(data.resolve(name));
    List<Integer> ports = freePorts();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(launcher.toString(), "server", "--name", name, "--host", HOST));
    command.addAll(List.of("--data", folder.toString()));
    command.addAll(List.of("--tcp-port", "" + ports.get(0), "--http-port", "" + ports.get(1)));
    command.addAll(List.of("--admin-port", "" + ports.get(2)));
    if (!servers.isEmpty()) {
      command.addAll(List.of("--join", servers.get(0).endpoint().toString()));
    }
    settings.forEach(s -> command.addAll(List.of("--set", s)));
    Endpoint endpoint = new Endpoint(HOST, ports.get(0));
    ServerProcess server = new ServerProcess(name, endpoint, command, data.resolve(name + ".log"));
    servers.add(server);
    server.awaitReady();
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < PORTS; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST));
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  List<ServerProcess> servers() {
    return List.copyOf(servers);
  }

  List<Endpoint> endpoints() {
    return servers.stream().map(ServerProcess::endpoint).toList();
  }

  /** Processor time of all servers so far, ns. */
  long cpuNanos() {
    return servers.stream().mapToLong(ServerProcess::cpuNanos).sum();
  }

  /** Stops the servers, the last one first, and removes a temporary folder. */
  @Override
  public void close() throws IOException {
    for (int i = servers.size() - 1; i >= 0; i--) {
      servers.get(i).close();
    }
    if (isTemporary) {
      removeData();
    }
  }

  private void removeData() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(data)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
