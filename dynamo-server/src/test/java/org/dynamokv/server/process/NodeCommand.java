package org.dynamokv.server.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of one node with ports of its own, which it keeps over restarts. */
record NodeCommand(String name, Path data, int tcpPort, int httpPort, int adminPort) {
  static NodeCommand of(String name, Path parent) throws IOException {
    return new NodeCommand(
        name,
        parent.resolve(name),
        Processes.freePort(),
        Processes.freePort(),
        Processes.freePort());
  }

  String tcp() {
    return "127.0.0.1:" + tcpPort;
  }

  String http() {
    return "127.0.0.1:" + httpPort;
  }

  String admin() {
    return "127.0.0.1:" + adminPort;
  }

  /** The words after the launcher. */
  String[] joining(NodeCommand... members) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "server",
                "--name",
                name,
                "--data",
                data.toString(),
                "--tcp-port",
                String.valueOf(tcpPort),
                "--http-port",
                String.valueOf(httpPort),
                "--admin-port",
                String.valueOf(adminPort)));
    for (NodeCommand member : members) {
      words.add("--join");
      words.add(member.tcp());
    }
    return words.toArray(String[]::new);
  }
}
