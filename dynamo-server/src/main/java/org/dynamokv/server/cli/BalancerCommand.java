package org.dynamokv.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.runtime.Balancer;
import org.dynamokv.server.runtime.PluginFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs doors without storage. */
@Command(
    name = "balancer",
    description = "Answers REST and XML-RPC for a cluster, without storage of its own.",
    mixinStandardHelpOptions = true)
final class BalancerCommand implements Callable<Integer> {
  /** Where a balancer listens unless it is told otherwise. */
  static final int DEFAULT_PORT = 30000;

  @Option(
      names = {"-s", "--server"},
      required = true,
      paramLabel = "HOST:PORT",
      description = "A node of the cluster; may be repeated.")
  private List<String> servers = List.of();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "HTTP port; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port = DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "What the nodes talk over. Default: ${DEFAULT-VALUE}.")
  private String transport = "tcp";

  @Override
  public Integer call() throws Exception {
    List<Endpoint> nodes = servers.stream().map(Endpoint::parse).toList();
    Balancer balancer =
        Balancer.start(
            new Balancer.Settings(nodes, new Endpoint(host, port), transport),
            PluginFolder.loader(Home.plugins()));
    Lifetime lifetime = new Lifetime(balancer);
    Waiting.on(balancer.whenReady(), lifetime);
    System.out.println("ready balancer=" + new Endpoint(host, balancer.port()));
    return lifetime.untilStopped();
  }
}
