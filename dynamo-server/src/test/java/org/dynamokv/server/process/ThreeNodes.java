package org.dynamokv.server.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Three node processes, as an operator starts them. */
final class ThreeNodes {
  private final Processes processes = new Processes();
  private final List<NodeCommand> commands = new ArrayList<>();
  private final List<Running> nodes = new ArrayList<>();

  private ThreeNodes() {}

  /** The first founds a cluster; the others join through it at the same time. */
  static ThreeNodes start(Path folder) throws Exception {
    ThreeNodes three = new ThreeNodes();
    for (String name : List.of("a", "b", "c")) {
      three.commands.add(NodeCommand.of(name, folder));
    }
    three.nodes.add(three.processes.start(three.commands.get(0).joining()));
    three.nodes.get(0).ready();
    for (int i = 1; i < 3; i++) {
      three.nodes.add(three.launch(i));
    }
    for (Running node : three.nodes) {
      node.ready();
    }
    return three;
  }

  Processes processes() {
    return processes;
  }

  NodeCommand command(int i) {
    return commands.get(i);
  }

  Running node(int i) {
    return nodes.get(i);
  }

  /** Ends a node as a power failure would. */
  void kill(int i) throws Exception {
    nodes.get(i).kill();
  }

  /** Starts it again with the same command line, and waits until it serves. */
  void restart(int i) throws Exception {
    nodes.set(i, launch(i));
    nodes.get(i).ready();
  }

  private Running launch(int i) throws Exception {
    return processes.start(commands.get(i).joining(commands.get(0)));
  }
}
