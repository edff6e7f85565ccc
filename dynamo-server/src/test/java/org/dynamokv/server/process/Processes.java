package org.dynamokv.server.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the distribution's launcher, and ends what it started by process id. */
final class Processes {
  private final Path dist;
  private final List<Running> started = new ArrayList<>();

  Processes() {
    this(builtDist());
  }

  /** Runs a copy of the distribution. */
  Processes(Path dist) {
    this.dist = dist;
  }

  static Path builtDist() {
    return Path.of(System.getProperty("dynamo.dist", "target/dynamo"));
  }

  /** A command that goes on: wait for {@link Running#ready}. */
  Running start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  Running start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(dist.resolve("bin/dynamo").toString());
    command.addAll(List.of(arguments));
    return launch(environment, command);
  }

  /** A program that is not ours. */
  Running program(String... command) throws IOException {
    return launch(Map.of(), List.of(command));
  }

  /** A client command, with patience for a busy machine; waits for its end. */
  Running client(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.add("--timeout");
    words.add("30000");
    return run(words.toArray(String[]::new));
  }

  /** A command that ends by itself; waits for that. */
  Running run(String... arguments) throws Exception {
    Running running = start(arguments);
    running.exitCode();
    return running;
  }

  private Running launch(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("DYNAMO_"));
    builder.environment().putAll(environment);
    Running running = new Running(command, builder.start());
    started.add(running);
    return running;
  }

  /** A port that was free a moment ago, another one at each call. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends at once what still runs. */
  void killAll() throws Exception {
    for (Running running : started) {
      running.kill();
    }
  }
}
