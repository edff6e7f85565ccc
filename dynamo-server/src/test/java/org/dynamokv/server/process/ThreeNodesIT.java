package org.dynamokv.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What programs and people do with three nodes that are all up. */
@Timeout(300)
class ThreeNodesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static ThreeNodes nodes;
  private static Processes processes;
  private static NodeCommand a;
  private static NodeCommand b;
  private static NodeCommand c;

  @BeforeAll
  static void formCluster() throws Exception {
    nodes = ThreeNodes.start(folder);
    processes = nodes.processes();
    a = nodes.command(0);
    b = nodes.command(1);
    c = nodes.command(2);
  }

  @AfterAll
  static void end() throws Exception {
    processes.killAll();
  }

  @Test
  void twoPutsWithOneContextMakeTwoSiblingsAndAPutWithTheirsLeavesOne() throws Exception {
    RestClient throughA = new RestClient(a.http());
    RestClient throughB = new RestClient(b.http());
    assertThat(throughA.put("carts", "mine", bytes("first"), "").statusCode()).isEqualTo(204);
    String seen = RestClient.context(throughB.get("carts", "mine"));
    assertThat(throughA.put("carts", "mine", bytes("from a"), seen).statusCode()).isEqualTo(204);
    assertThat(throughB.put("carts", "mine", bytes("from b"), seen).statusCode()).isEqualTo(204);

    HttpResponse<byte[]> both = new RestClient(c.http()).get("carts", "mine");
    assertThat(both.statusCode()).isEqualTo(300);
    assertThat(siblings(both)).containsExactlyInAnyOrder("from a", "from b");

    String joined = RestClient.context(both);
    assertThat(throughB.put("carts", "mine", bytes("both"), joined).statusCode()).isEqualTo(204);
    HttpResponse<byte[]> one = throughA.get("carts", "mine");
    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(one.body()).isEqualTo(bytes("both"));
  }

  @Test
  void commandLineSeesTheSameCluster() throws Exception {
    assertThat(processes.client("put", "greeting", "hello", "-s", a.tcp()).exitCode()).isZero();
    Running read = processes.client("get", "greeting", "-s", b.tcp());
    assertThat(read.out()).as(read.toString()).isEqualTo("hello");

    JsonNode json = json(processes.client("get", "greeting", "--json", "-s", c.tcp()));
    assertThat(json.at("/siblings/0/value").binaryValue()).isEqualTo(bytes("hello"));
    String context = json.path("context").asText();
    assertThat(processes.client("get", "greeting", "--context", "-s", a.tcp()).out().trim())
        .isEqualTo(context);

    for (String value : new String[] {"left", "right"}) {
      Running put = processes.client("put", "greeting", value, "--context", context, "-s", a.tcp());
      assertThat(put.exitCode()).as(put.toString()).isZero();
    }
    Running siblings = processes.client("get", "greeting", "-s", b.tcp());
    assertThat(siblings.out()).contains("sibling 1 of 2", "left", "right", "--- context ");

    assertThat(processes.client("put", "greeting", "one again", "-s", c.tcp()).exitCode()).isZero();
    assertThat(processes.client("get", "greeting", "-s", a.tcp()).out()).isEqualTo("one again");
    assertThat(processes.client("delete", "greeting", "-s", b.tcp()).exitCode()).isZero();
    Running gone = processes.client("get", "greeting", "-s", a.tcp());
    assertThat(gone.exitCode()).isEqualTo(3);
    assertThat(gone.out()).isEmpty();
  }

  @Test
  void bytesPassThroughFileAndPipeUnchanged() throws Exception {
    byte[] binary = Files300.make(7).get("a b/c/file-9.bin");
    Path file = java.nio.file.Files.write(folder.resolve("value"), binary);
    Running put = processes.client("put", "bin", "--file", file.toString(), "-s", a.tcp());
    assertThat(put.exitCode()).as(put.toString()).isZero();
    assertThat(processes.client("get", "bin", "-s", b.tcp()).outBytes()).isEqualTo(binary);

    Running piped = processes.start("put", "piped", "-", "-s", a.tcp(), "--timeout", "30000");
    piped.input(binary);
    assertThat(piped.exitCode()).as(piped.toString()).isZero();
    assertThat(processes.client("get", "piped", "-s", b.tcp()).outBytes()).isEqualTo(binary);
  }

  @Test
  void statusRingAndExplainShowAllThree() throws Exception {
    JsonNode status = json(processes.client("status", "--json", "-s", a.tcp()));
    TreeSet<String> names = new TreeSet<>();
    status.path("members").forEach(m -> names.add(m.path("name").asText()));
    assertThat(names).containsExactly("a", "b", "c");
    assertThat(status.at("/node/state").asText()).isEqualTo("member");

    JsonNode ring = json(processes.client("ring", "--json", "-s", a.tcp()));
    assertThat(ring.path("partitions")).hasSize(256);
    assertThat(ring.path("hash")).isEqualTo(status.at("/ring/hash"));
    HttpResponse<byte[]> sameRing = new RestClient(b.admin()).path("/api/ring");
    assertThat(JSON.readTree(sameRing.body())).isEqualTo(ring);

    assertThat(processes.client("status", "-s", a.tcp()).out()).contains("NAME", a.tcp(), b.http());
    assertThat(processes.client("ring", "-s", a.tcp()).out()).contains("PARTITION", "255");
    Running explained = processes.client("explain", "some key", "-s", a.tcp());
    assertThat(explained.out()).as(explained.toString()).contains("preference list:", "owner");
  }

  private static JsonNode json(Running command) throws Exception {
    assertThat(command.exitCode()).as(command.toString()).isZero();
    return JSON.readTree(command.outBytes());
  }

  private static TreeSet<String> siblings(HttpResponse<byte[]> response) throws Exception {
    TreeSet<String> values = new TreeSet<>();
    for (JsonNode sibling : JSON.readTree(response.body()).path("siblings")) {
      values.add(new String(sibling.path("value").binaryValue(), StandardCharsets.UTF_8));
    }
    return values;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
