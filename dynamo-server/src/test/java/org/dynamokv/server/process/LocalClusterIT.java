package org.dynamokv.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cluster in one command, and the session of Dynamite's README against its balancer. */
@Timeout(180)
class LocalClusterIT {
  private static final String SESSION =
      """
      import sys, xmlrpc.client
      proxy = xmlrpc.client.ServerProxy('http://127.0.0.1:' + sys.argv[1])
      proxy2 = xmlrpc.client.ServerProxy('http://127.0.0.1:' + sys.argv[2])
      print(repr(proxy.put('john', 'novatnack')))
      print(repr(proxy.put('john', 'a later novatnack')))
      print(repr(proxy.get('john')))
      print(repr(proxy.put('abc', '123')))
      print(repr(proxy2.get('abc')))
      """;

  private final Processes processes = new Processes();
  @TempDir Path folder;

  @AfterEach
  void end() throws Exception {
    processes.killAll();
  }

  @Test
  void sessionOf2009RunsThroughTwoBalancersAndTheDataOutliveARestart() throws Exception {
    int base = freeBase();
    Running cluster = processes.start(command(base));
    String port = cluster.ready("balancer").replace("127.0.0.1:", "");
    Running second =
        processes.start(
            "balancer", "-s", "127.0.0.1:" + base, "-s", "127.0.0.1:" + (base + 1), "-p", "0");
    String port2 = second.ready("balancer").replace("127.0.0.1:", "");
    assertThat(new RestClient("127.0.0.1:" + port2).path("/health/ready").statusCode())
        .isEqualTo(200);
    assertThat(new RestClient("127.0.0.1:" + port2).path("/metrics").statusCode()).isEqualTo(200);

    assertThat(python(SESSION, port, port2))
        .containsExactly("'200'", "'200'", "'a later novatnack'", "'200'", "'123'");

    assertThat(cluster.stop()).as(cluster.toString()).isZero();
    assertThat(cluster.err()).contains("stopped");
    var alone = new RestClient("127.0.0.1:" + port2).path("/health/ready");
    assertThat(alone.statusCode()).isEqualTo(503);
    assertThat(new String(alone.body(), StandardCharsets.UTF_8))
        .contains("\"reason\":\"no node of the ring can be reached\"");
    assertThat(second.stop()).as(second.toString()).isZero();
    Running again = processes.start(command(base));
    again.ready();
    Running read = processes.client("get", "abc", "-s", "127.0.0.1:" + (base + 2));
    assertThat(read.out()).as(read.toString()).isEqualTo("123");
    assertThat(again.stop()).isZero();
  }

  private String[] command(int base) {
    return new String[] {
      "cluster",
      "--data",
      folder.resolve("data").toString(),
      "--base-port",
      String.valueOf(base),
      "--balancer-port",
      "0"
    };
  }

  /** A base whose ports were not in use a moment ago; the formula spreads them over 45. */
  private static int freeBase() throws IOException {
    for (int attempt = 0; attempt < 50; attempt++) {
      int base = ThreadLocalRandom.current().nextInt(34_000, 60_000);
      if (allFree(base)) {
        return base;
      }
    }
    throw new IOException("no free ports");
  }

  private static boolean allFree(int base) {
    for (int i = 0; i < 3; i++) {
      int http = 8098 + base - 20050 + 10 * i;
      for (int port : new int[] {base + i, http, http + 1}) {
        try (var socket = new java.net.ServerSocket(port)) {
          socket.getLocalPort();
        } catch (IOException e) {
          return false;
        }
      }
    }
    return true;
  }

  private List<String> python(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-c", script));
    command.addAll(List.of(arguments));
    Running session;
    try {
      session = processes.program(command.toArray(String[]::new));
    } catch (IOException e) {
      return Assumptions.abort("no python3 here: " + e.getMessage());
    }
    assertThat(session.exitCode()).as(session.toString()).isZero();
    return session.out().lines().toList();
  }
}
