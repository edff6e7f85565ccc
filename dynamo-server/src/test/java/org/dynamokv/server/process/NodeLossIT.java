package org.dynamokv.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What three nodes promise when some of them are killed. */
@Timeout(300)
class NodeLossIT {
  @TempDir Path folder;
  private ThreeNodes nodes;

  @BeforeEach
  void formCluster() throws Exception {
    nodes = ThreeNodes.start(folder);
  }

  @AfterEach
  void end() throws Exception {
    nodes.processes().killAll();
  }

  @Test
  void everyFileIsReadBackWhileOneNodeIsDeadAndAfterItCameBack() throws Exception {
    long seed = 20260101;
    Map<String, byte[]> files = Files300.make(seed);
    RestClient throughA = new RestClient(nodes.command(0).http());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(throughA.put("files", file.getKey(), file.getValue(), "").statusCode())
          .as(file.getKey())
          .isEqualTo(204);
    }
    nodes.kill(2);
    assertAllReadable(files, new RestClient(nodes.command(1).http()));

    nodes.restart(2);
    assertAllReadable(files, new RestClient(nodes.command(2).http()));
    for (int i = 0; i < 3; i++) {
      assertThat(nodes.node(i).stop()).isZero();
    }
  }

  private static void assertAllReadable(Map<String, byte[]> files, RestClient door)
      throws Exception {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      HttpResponse<byte[]> read = door.get("files", file.getKey());
      assertThat(read.statusCode()).as(file.getKey()).isEqualTo(200);
      assertThat(read.body()).as(file.getKey()).isEqualTo(file.getValue());
      assertThat(read.headers().firstValue("Content-Type")).contains("text/x");
    }
  }

  @Test
  void tooFewReplicasIsExitCodeFour() throws Exception {
    assertThat(nodes.processes().client("put", "k", "v", "-s", nodes.command(0).tcp()).exitCode())
        .isZero();
    nodes.kill(1);
    nodes.kill(2);
    Running read = nodes.processes().client("get", "k", "-s", nodes.command(0).tcp());
    assertThat(read.exitCode()).as(read.toString()).isEqualTo(4);
    assertThat(read.err().lines()).hasSize(1);
  }
}
