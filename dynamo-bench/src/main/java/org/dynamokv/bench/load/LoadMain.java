package org.dynamokv.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.dynamokv.client.ClientBuilder;
import org.dynamokv.client.DynamoClient;
import org.dynamokv.core.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code dynamo bench}: a closed loop of gets and puts on a cluster, through the Java client. Exit
 * codes: 0, 1 when the cluster cannot be reached or started, 2 for wrong usage.
 */
@Command(
    name = "dynamo bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures a cluster: throughput and latencies with a given number of operations in flight.")
public final class LoadMain implements Callable<Integer> {
  @Mixin private LoadOptions options;
  @Spec private CommandSpec spec;

  private LoadMain() {}

  /** Runs it and ends the process. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new LoadMain()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    try {
      options.check();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    try (LocalCluster cluster = startCluster()) {
      return measure(cluster);
    } catch (IOException e) {
      return complain(e);
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof StoreException failure) {
        return complain(failure);
      }
      throw e;
    }
  }

  private int complain(Exception e) {
    spec.commandLine().getErr().println("dynamo bench: " + e.getMessage());
    return 1;
  }

  private @Nullable LocalCluster startCluster() throws IOException, InterruptedException {
    if (options.startCluster == 0) {
      return null;
    }
    String home = System.getProperty("dynamo.home");
    if (home == null) {
      throw new IOException("--start-cluster needs the launcher: run bin/dynamo bench");
    }
    List<String> settings = new ArrayList<>(options.settings);
    if (!options.storage.isEmpty()) {
      settings.add("storage=" + options.storage);
    }
    return LocalCluster.start(Path.of(home), options.data, options.startCluster, settings);
  }

  private int measure(@Nullable LocalCluster cluster)
      throws IOException, InterruptedException, ExecutionException {
    List<DynamoClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < options.clients; i++) {
        DynamoClient client = usable(cluster);
        clients.add(client);
        client.ready().toCompletableFuture().get();
      }
      if (cluster != null) {
        Settled.await(() -> client(cluster), options.startCluster);
      }
      Benchmark benchmark =
          new Benchmark(options, clients, cluster, new Progress(spec.commandLine().getErr()));
      PrintWriter out = spec.commandLine().getOut();
      Report report = benchmark.run(settings(cluster));
      out.println(options.json ? report.json() : report.table());
      out.flush();
      return 0;
    } finally {
      clients.forEach(DynamoClient::close);
    }
  }

  private DynamoClient usable(@Nullable LocalCluster cluster) {
    try {
      return client(cluster);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private DynamoClient client(@Nullable LocalCluster cluster) {
    ClientBuilder builder =
        DynamoClient.builder()
            .transport(options.transport)
            .timeoutMillis(options.timeoutMillis)
            .maxAgeMillis(Math.max(10_000, options.timeoutMillis));
    if (cluster == null) {
      options.servers.forEach(builder::seed);
    } else {
      cluster.endpoints().forEach(builder::seed);
    }
    return builder.build();
  }

  private ObjectNode settings(@Nullable LocalCluster cluster) {
    return new ObjectMapper()
        .createObjectNode()
        .put("servers", cluster == null ? options.servers.size() : cluster.servers().size())
        .put("started", cluster != null)
        .put("storage", options.storage)
        .put("set", String.join(" ", options.settings))
        .put("keys", options.keys)
        .put("valueBytes", options.valueSize)
        .put("clients", options.clients)
        .put("bucket", options.bucket)
        .put("consistency", options.consistency.name().toLowerCase(java.util.Locale.ROOT))
        .put("r", options.r)
        .put("w", options.w)
        .put("mixedReadPercent", options.mixedReads)
        .put("java", Runtime.version().toString())
        .put("processors", Runtime.getRuntime().availableProcessors());
  }
}
