package org.dynamokv.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong before anything runs: exit codes, and one clear line on standard error. */
@Timeout(120)
class CommandLineIT {
  private final Processes processes = new Processes();
  @TempDir Path folder;

  @AfterEach
  void end() throws Exception {
    processes.killAll();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | 2 | which command?",
        "keys                                 | 2 | unknown command 'keys'; there are server, cluster,",
        "serve                                | 2 | unknown command 'serve'; nearest: server;",
        "server --no-such-flag                | 2 | --no-such-flag",
        "server --set node.name               | 2 | --set node.name is not KEY=VALUE",
        "server --name a --set node.name=b    | 2 | node.name is given twice",
        "server --replace n1                  | 2 | --replace",
        "balancer                             | 2 | --server",
        "put                                  | 2 | KEY",
        "put k                                | 2 | give a VALUE",
        "put k v --file f                     | 2 | give a VALUE",
        "get k --timeout soon                 | 2 | --timeout",
        "server --set nod.name=x              | 1 | unknown setting nod.name (command line); nearest: node.name",
        "server --set quite.else=x            | 1 | unknown setting quite.else (command line); conf/dynamo.properties",
        "server --tcp-port 70000              | 1 | tcp.port=70000 is not within 0 to 65535",
        "server --set replication.w=4         | 1 | replication.w=4 must be within 1 to replication.n=3",
        "server --set storage=papyrus         | 1 | no storage named 'papyrus'; found: lmdb, memory",
        "server --set transport=pigeon        | 1 | no transport named 'pigeon'; found:",
        "server --set storage.lmdb.sync=maybe | 1 | storage.lmdb.sync=maybe",
        "server --config /no/such/file        | 1 | no settings file /no/such/file",
        "server --join here                   | 1 | seeds: 'here' is not HOST:PORT",
        "cluster --base-port 7                | 1 | --base-port=7 is not within",
        "balancer -s here                     | 1 | 'here' is not HOST:PORT",
        "put k --file /no/such/file           | 1 | cannot read /no/such/file",
        "get k -s 127.0.0.1:1 --timeout 500   | 1 | 127.0.0.1:1 (connection refused)",
        "put k v -s 127.0.0.1:1 --timeout 500 | 1 | not-ready: without --context it reads first, and that failed: get: no ring"
      })
  void badCommandLinesAreOneLineAndAnExitCode(String words, int exitCode, String line)
      throws Exception {
    String[] arguments = words.isEmpty() ? new String[0] : words.split(" ");
    if (arguments.length > 0 && arguments[0].equals("server")) {
      arguments = with(arguments, "--data", folder.resolve("data").toString());
    }
    Running command = processes.run(arguments);
    assertThat(command.exitCode()).as(command.toString()).isEqualTo(exitCode);
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).startsWith("dynamo: ").contains(line.trim());
    assertThat(command.err().lines()).as(command.toString()).hasSize(1);
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      for (String flag : new String[] {"tcp.port", "http.port", "admin.port"}) {
        Running node = processes.run(server(folder.resolve(flag), flag, port));
        assertThat(node.exitCode()).as(node.toString()).isEqualTo(1);
        assertThat(node.out()).isEmpty();
        assertThat(complaints(node)).contains("127.0.0.1:" + port).hasLineCount(1);
      }
      Running balancer = processes.run("balancer", "-s", "127.0.0.1:1", "-p", String.valueOf(port));
      assertThat(balancer.exitCode()).as(balancer.toString()).isEqualTo(1);
      assertThat(complaints(balancer)).contains("127.0.0.1:" + port).hasLineCount(1);
    }
  }

  @Test
  void aBalancerWhoseSeedsAreNotThereSaysSo() throws Exception {
    Running balancer = processes.run("balancer", "-s", "127.0.0.1:1", "-p", "0");
    assertThat(balancer.exitCode()).as(balancer.toString()).isEqualTo(1);
    assertThat(complaints(balancer))
        .isEqualTo("dynamo: no ring from any seed: 127.0.0.1:1 (connection refused)");
  }

  @Test
  void theLauncherRunsThroughALinkedFolderAndThroughALinkedFile() throws Exception {
    Path bin = Path.of(System.getProperty("dynamo.dist", "target/dynamo")).resolve("bin");
    Path linked = Files.createSymbolicLink(folder.resolve("bin"), bin.toAbsolutePath());
    Path file =
        Files.createSymbolicLink(folder.resolve("dyn"), bin.resolve("dynamo").toAbsolutePath());
    for (Path launcher : new Path[] {linked.resolve("dynamo"), file}) {
      Running version = processes.program(launcher.toString(), "--version");
      assertThat(version.exitCode()).as(version.toString()).isZero();
      assertThat(version.out()).startsWith("dynamo ");
    }
  }

  @Test
  void aDataFolderInUseIsNamedAndFreeAgainAfterSigterm() throws Exception {
    Path data = folder.resolve("data");
    Running first = processes.start(server(data, "node.name", "n1"));
    assertThat(first.ready())
        .matches("ready node=n1 id=[0-9a-f]{16} tcp=\\S+ http=\\S+ admin=\\S+");
    Running second = processes.run(server(data, "node.name", "n2"));
    assertThat(second.exitCode()).as(second.toString()).isEqualTo(1);
    assertThat(complaints(second)).contains(data + " is in use").hasLineCount(1);

    String id = first.ready("id");
    assertThat(first.stop()).as(first.toString()).isZero();
    Running third = processes.start(server(data, "node.name", "n1"));
    assertThat(third.ready("id")).isEqualTo(id);
    assertThat(third.stop()).isZero();
  }

  @Test
  void environmentAndFileGiveSettings() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("my.properties"),
            "node.name = from-file\nnode.rack = r1\ntcp.port = 0\nhttp.port = 0\nadmin.port = 0\n"
                + "storage = memory\ndata.dir = "
                + folder.resolve("data")
                + "\n");
    Running node =
        processes.start(
            Map.of("DYNAMO_NODE_NAME", "from-environment", "DYNAMO_NOD_RACK", "x"),
            "server",
            "--config",
            file.toString());
    assertThat(node.ready("node")).isEqualTo("from-environment");
    assertThat(node.err()).contains("DYNAMO_NOD_RACK is ignored").contains("DYNAMO_NODE_RACK");
  }

  @Test
  void helpListsEveryCommandAndTheExitCodes() throws Exception {
    Running help = processes.run("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("server", "cluster", "balancer", "put", "get", "delete", "status", "ring")
        .contains("explain", "bench", "Exit codes");
    assertThat(processes.run("get", "--help").out()).contains("dynamo get", "--json");
    assertThat(processes.run("--version").out()).startsWith("dynamo ");
  }

  private static String[] server(Path data, String setting, Object value) {
    return new String[] {
      "server",
      "--data",
      data.toString(),
      "--set",
      "listen.host=127.0.0.1",
      "--set",
      setting + "=" + value,
      "--set",
      (setting.equals("tcp.port") ? "node.rack=r" : "tcp.port=0"),
      "--set",
      (setting.equals("http.port") ? "node.rack=r" : "http.port=0"),
      "--set",
      (setting.equals("admin.port") ? "node.rack=r" : "admin.port=0")
    };
  }

  /** What the command itself says: the log goes to standard error too. */
  private static String complaints(Running command) {
    return String.join("\n", command.err().lines().filter(l -> l.startsWith("dynamo: ")).toList());
  }

  private static String[] with(String[] words, String... more) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
