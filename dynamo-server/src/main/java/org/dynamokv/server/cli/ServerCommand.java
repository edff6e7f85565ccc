package org.dynamokv.server.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.runtime.PluginFolder;
import org.dynamokv.server.runtime.ServerNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a node. */
@Command(
    name = "server",
    description = "Runs a node until a signal stops it.",
    mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Option(names = "--name", paramLabel = "N", description = "Unique name of the node.")
  private @Nullable String name;

  @Option(names = "--rack", paramLabel = "R", description = "Where the node stands.")
  private @Nullable String rack;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of the node's data.")
  private @Nullable Path data;

  @Option(names = "--host", paramLabel = "H", description = "Address to listen on.")
  private @Nullable String host;

  @Option(names = "--tcp-port", paramLabel = "P", description = "For nodes and Java clients.")
  private @Nullable String tcpPort;

  @Option(names = "--http-port", paramLabel = "P", description = "For REST and XML-RPC.")
  private @Nullable String httpPort;

  @Option(names = "--admin-port", paramLabel = "P", description = "For the admin page and API.")
  private @Nullable String adminPort;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      description = "A member to join through; may be repeated. A node that has joined goes on.")
  private List<String> join = List.of();

  @Override
  public Integer call() throws Exception {
    settings.flag("node.name", "--name", name);
    settings.flag("node.rack", "--rack", rack);
    settings.flag("data.dir", "--data", data == null ? null : data.toString());
    settings.flag("listen.host", "--host", host);
    settings.flag("tcp.port", "--tcp-port", tcpPort);
    settings.flag("http.port", "--http-port", httpPort);
    settings.flag("admin.port", "--admin-port", adminPort);
    settings.flag("seeds", "--join", join.isEmpty() ? null : String.join(",", join));

    ClassLoader plugins = PluginFolder.loader(Home.plugins());
    Config config = settings.load(plugins);
    ServerNode node = ServerNode.start(config, plugins);
    Lifetime lifetime = new Lifetime(node);
    Waiting.on(node.whenMember(), lifetime);
    System.out.println(ReadyLine.of(node.member()));
    return lifetime.untilStopped();
  }
}
