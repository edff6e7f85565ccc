package org.dynamokv.bench.load;

import java.util.List;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.RequestOptions;
import picocli.CommandLine.Option;

/** What may be said on the command line. picocli fills it. */
final class LoadOptions {
  @Option(
      names = {"-s", "--server"},
      paramLabel = "HOST:PORT",
      description = "a node of the cluster; may be repeated (default: 127.0.0.1:20050)")
  List<String> servers = List.of("127.0.0.1:20050");

  @Option(
      names = "--start-cluster",
      paramLabel = "N",
      description = "start a cluster of N server processes on this machine for the benchmark")
  int startCluster;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "where the started cluster keeps its data and logs (default: a temporary folder)")
  String data = "";

  @Option(
      names = "--storage",
      paramLabel = "NAME",
      description = "storage engine of the started cluster, for example memory (default: its own)")
  String storage = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of every started server; may be repeated")
  List<String> settings = List.of();

  @Option(
      names = "--in-flight",
      split = ",",
      paramLabel = "N",
      description =
          "operations under way at once, 1 to 4096; a list makes several runs (default: 16)")
  List<Integer> inFlight = List.of(16);

  @Option(
      names = "--mode",
      split = ",",
      paramLabel = "MODE",
      description = "read, write, mixed, or a list of them (default: read,write,mixed)")
  List<Mode> modes = List.of(Mode.READ, Mode.WRITE, Mode.MIXED);

  @Option(
      names = "--mixed-reads",
      paramLabel = "PERCENT",
      description = "gets among the operations of a mixed run (default: ${DEFAULT-VALUE})")
  int mixedReads = 50;

  @Option(
      names = "--value-size",
      paramLabel = "BYTES",
      description = "length of every value (default: ${DEFAULT-VALUE})")
  int valueSize = 1024;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description =
          "how many keys there are; those that are missing are written first"
              + " (default: ${DEFAULT-VALUE})")
  int keys = 100_000;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "before each measurement (default: ${DEFAULT-VALUE})")
  double warmUp = 3;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "of each measurement (default: ${DEFAULT-VALUE})")
  double seconds = 10;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description =
          "client objects, each with its own thread and connections"
              + " (default: ${DEFAULT-VALUE})")
  int clients = 1;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      description = "where the keys are (default: ${DEFAULT-VALUE})")
  String bucket = "bench";

  @Option(
      names = "--consistency",
      paramLabel = "KIND",
      description = "sloppy or strict (default: ${DEFAULT-VALUE})")
  Consistency consistency = Consistency.SLOPPY;

  @Option(
      names = "-r",
      paramLabel = "N",
      description = "replicas that answer a get (default: the bucket's)")
  int r;

  @Option(
      names = "-w",
      paramLabel = "N",
      description = "replicas that answer a put (default: the bucket's)")
  int w;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      description = "of each operation (default: ${DEFAULT-VALUE})")
  int timeoutMillis = RequestOptions.DEFAULT_TIMEOUT_MILLIS;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "how the client talks to nodes (default: ${DEFAULT-VALUE})")
  String transport = "tcp";

  @Option(names = "--json", description = "print JSON in place of the table")
  boolean json;

  RequestOptions request() {
    return new RequestOptions(r, w, timeoutMillis, consistency);
  }

  /**
   * Checks what picocli cannot.
   *
   * @throws IllegalArgumentException with a line that names the option
   */
  void check() {
    inFlight.forEach(n -> within("--in-flight", n, 1, 4096));
    within("--mixed-reads", mixedReads, 0, 100);
    within("--value-size", valueSize, 1, 16 << 20);
    within("--keys", keys, 1, 100_000_000);
    within("--clients", clients, 1, 64);
    within("--start-cluster", startCluster, 0, 64);
    if (seconds <= 0 || warmUp < 0) {
      throw new IllegalArgumentException("--seconds must be above 0, --warm-up not below");
    }
    int most = inFlight.stream().mapToInt(n -> n).max().orElse(0);
    if (most > keys) {
      throw new IllegalArgumentException("--in-flight " + most + " needs as many --keys");
    }
    request();
  }

  private static void within(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          option + " " + value + " is not within " + min + " to " + max);
    }
  }
}
