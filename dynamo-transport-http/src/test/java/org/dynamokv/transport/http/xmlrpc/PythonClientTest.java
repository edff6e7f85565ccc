package org.dynamokv.transport.http.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.dynamokv.transport.http.TestServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's own clients, unmodified, as they were used with Dynamite. */
class PythonClientTest {
  @ParameterizedTest
  @ValueSource(strings = {"python3", "python2"})
  void pythonsClientGetsWhatItPut(String python) throws Exception {
    Assumptions.assumeTrue(hasXmlRpc(python), "SKIPPED: there is no working " + python + " here");
    try (TestServer server = new TestServer()) {
      String url = "http://127.0.0.1:" + server.port();
      Process process = new ProcessBuilder(python, "-", url).redirectErrorStream(true).start();
      try (InputStream script = PythonClientTest.class.getResourceAsStream("/session.py")) {
        script.transferTo(process.getOutputStream());
      }
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(output).endsWith("all as it should be\n");
      assertThat(process.exitValue()).isZero();
    }
  }

  private static boolean hasXmlRpc(String python) throws InterruptedException {
    String probe = "try:\n import xmlrpclib\nexcept ImportError:\n import xmlrpc.client";
    try {
      Process process =
          new ProcessBuilder(python, "-c", probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
