package org.dynamokv.server.cli;

import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.dynamokv.core.ring.Member;
import org.dynamokv.server.runtime.LocalCluster;
import org.dynamokv.server.runtime.PluginFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a local cluster and a balancer in this process. */
@Command(
    name = "cluster",
    description = {
      "Runs a local cluster and a balancer in one process.",
      "Started again on the same data it goes on. Node i of base port B has TCP port B+i, HTTP port",
      "8098+(B-20050)+10*i and the admin port after that."
    },
    mixinStandardHelpOptions = true)
final class ClusterCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Option(names = "--nodes", paramLabel = "COUNT", description = "Default: ${DEFAULT-VALUE}.")
  private int nodes = 3;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "One folder for each node goes in here. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("cluster-data");

  @Option(
      names = "--base-port",
      paramLabel = "B",
      description = "TCP port of the first node. Default: ${DEFAULT-VALUE}.")
  private int basePort = LocalCluster.DEFAULT_BASE_PORT;

  @Option(
      names = "--balancer-port",
      paramLabel = "PORT",
      description = "HTTP port of the balancer. Default: ${DEFAULT-VALUE}.")
  private int balancerPort = BalancerCommand.DEFAULT_PORT;

  @Override
  public Integer call() throws Exception {
    ClassLoader plugins = PluginFolder.loader(Home.plugins());
    settings.load(plugins);
    LocalCluster cluster = new LocalCluster(nodes, data, basePort);
    Lifetime lifetime = new Lifetime(cluster);
    try {
      cluster.start(
          given -> {
            TreeMap<String, String> all = new TreeMap<>(settings.given());
            all.putAll(given);
            return settings.load(all, plugins);
          },
          plugins,
          balancerPort);
    } catch (Exception e) {
      lifetime.failed();
      throw e;
    }
    StringBuilder line = new StringBuilder("ready balancer=127.0.0.1:" + cluster.balancerPort());
    for (Member member : cluster.members()) {
      line.append(' ').append(ReadyLine.describe(member));
    }
    System.out.println(line);
    return lifetime.untilStopped();
  }
}
