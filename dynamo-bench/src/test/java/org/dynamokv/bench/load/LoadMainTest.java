package org.dynamokv.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LoadMainTest {
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int run(String... args) {
    return LoadMain.commandLine()
        .setErr(new PrintWriter(err, true))
        .setOut(new PrintWriter(out, true))
        .execute(args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-such-option",
        "--in-flight=0",
        "--in-flight=1,x",
        "--mode=sideways",
        "--keys=0",
        "--in-flight=64 --keys=10",
        "--seconds=0",
        "--timeout=0",
        "--consistency=maybe",
        "--transport=pigeon"
      })
  void wrongUsageExitsWithTwoAndSaysWhatIsWrong(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(line.split("[= ]")[0].replace("--t", "t"));
  }

  @Test
  void helpNamesTheOptions() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--in-flight", "--start-cluster", "--json");
  }

  @Test
  void aClusterThatCannotBeReachedExitsWithOneAndALine() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(run("-s", "127.0.0.1:" + port, "--timeout", "300")).isEqualTo(1);
    assertThat(err.toString()).startsWith("dynamo bench: no ring from any seed: 127.0.0.1:" + port);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aClusterCanOnlyBeStartedWhereTheLauncherIs() {
    assertThat(run("--start-cluster", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("bin/dynamo");
  }
}
