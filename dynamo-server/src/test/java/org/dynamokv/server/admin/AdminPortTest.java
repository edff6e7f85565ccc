package org.dynamokv.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.metrics.NodeMetrics;
import org.dynamokv.server.metrics.TrafficMeter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AdminPortTest {
  private final FakeNode node = new FakeNode(3, 16);
  private final HttpClient http = HttpClient.newHttpClient();
  private AdminPort port;

  @BeforeEach
  void start() throws IOException {
    port = start(new AdminPort.Settings(new Endpoint("127.0.0.1", 0), Set.of("admin.shop")));
  }

  private AdminPort start(AdminPort.Settings settings) throws IOException {
    TrafficMeter traffic =
        new TrafficMeter(new NodeMetrics(new MetricRegistry()), System::nanoTime);
    return AdminPort.start(settings, new AdminApi(node), traffic);
  }

  @AfterEach
  void stop() {
    port.close();
  }

  @Test
  void everyAnswerForbidsForeignScriptsFramesAndSniffing() throws Exception {
    for (String path : List.of("/", "/main.js", "/api/status", "/api/nothing", "/nothing")) {
      HttpResponse<String> r = get(path);
      assertThat(r.headers().firstValue("Content-Security-Policy"))
          .as(path)
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .contains("default-src 'none'", "script-src 'self'")
                      .doesNotContain("unsafe"));
      assertThat(r.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(r.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(r.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void pageAndModulesComeWithTheirTypes() throws Exception {
    assertThat(get("/").headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(get("/main.js").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/javascript");
    assertThat(get("/style.css").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/css");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void pageAsksNoOtherServer() throws Exception {
    Stream<String> files =
        Stream.of("", "main.js", "ring.js", "members.js", "panels.js", "explain.js", "live.js");
    for (String file : Stream.concat(files, Stream.of("style.css", "dom.js")).toList()) {
      String text = get("/" + file).body().replace("http://www.w3.org/2000/svg", "");
      assertThat(text).as(file).doesNotContain("://").doesNotContain("url(//");
    }
  }

  @Test
  void apiKeepsEncodedSlashesAndDotsOfAKey() throws Exception {
    assertThat(raw("GET /api/explain/default/a%2F..%2Fb HTTP/1.1", "localhost"))
        .contains("200 OK")
        .contains("\"key\":\"a/../b\"");
    assertThat(raw("GET /api/explain/default/.. HTTP/1.1", "localhost")).contains("\"key\":\"..\"");
    assertThat(raw("GET /api/explain/default/%01;x HTTP/1.1", "localhost"))
        .contains("\"key\":\"\\u0001;x\"");
  }

  @Test
  void aKeyMayHoldZerosAndALonePercentSignIsExplained() throws Exception {
    assertThat(raw("GET /api/explain/default/a%00b HTTP/1.1", "localhost"))
        .contains("200 OK")
        .contains("\"key\":\"a\\u0000b\"");
    assertThat(raw("GET /api/explain/default/%zz HTTP/1.1", "localhost"))
        .contains(" 400 ")
        .contains("a '%' in the path is not followed by two hex digits");
  }

  @Test
  void whatTheWebServerRefusesIsJsonToo() throws Exception {
    for (String line : List.of("garbage", "GET http://[ HTTP/1.1", "GET /api/status HTTP/7.0")) {
      assertThat(raw(line, "localhost"))
          .as(line)
          .startsWith("HTTP/1.1 ")
          .contains("application/json", "{\"error\":\"")
          .doesNotContain("<html");
    }
  }

  @Test
  void noPathLeavesThePagesFolder() throws Exception {
    for (String path :
        List.of("/../AdminPort.class", "/%2e%2e/AdminPort.class", "/..%2fAdminPort.class")) {
      assertThat(raw("GET " + path + " HTTP/1.1", "localhost")).as(path).doesNotContain("200 OK");
    }
  }

  @Test
  void foreignHostNamesAreRefused() throws Exception {
    String line = "GET /api/status HTTP/1.1";
    assertThat(raw(line, "evil.example")).contains(" 421 ").contains("wrong-host");
    for (String host :
        List.of("localhost:9", "127.0.0.1", "[::1]:8099", "10.1.2.3", "ADMIN.shop:8099")) {
      assertThat(raw(line, host)).as(host).contains("200 OK");
    }
  }

  @Test
  void wrongMethodNamesTheRightOnes() throws Exception {
    HttpResponse<String> r =
        http.send(
            HttpRequest.newBuilder(uri("/api/ring"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(r.statusCode()).isEqualTo(405);
    assertThat(r.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void eventsTellMembershipAtOnceAndWhenItChanges() throws Exception {
    try (BufferedReader events = open("/api/events")) {
      assertThat(next(events, "membership")).contains("\"epoch\":1").contains("node-3");
      node.settle(4, 16, 2);
      port.membershipMayHaveChanged();
      assertThat(next(events, "membership")).contains("\"epoch\":2").contains("node-4");
      assertThat(next(events, "metrics")).contains("\"traffic\":{\"requestsPerSecond\":0.0");
      node.failure = new IllegalStateException("planted");
      assertThat(next(events, "trouble")).contains("planted");
    }
  }

  @Test
  void listenersAreBounded() throws Exception {
    List<BufferedReader> open = new ArrayList<>();
    try {
      for (int i = 0; i < LiveFeed.MAX_STREAMS; i++) {
        open.add(open("/api/events"));
      }
      HttpResponse<String> r = get("/api/events");
      assertThat(r.statusCode()).isEqualTo(503);
      assertThat(r.headers().firstValue("Retry-After")).hasValue("5");
    } finally {
      for (BufferedReader r : open) {
        r.close();
      }
    }
  }

  @Test
  void closingEndsTheEventStreams() throws Exception {
    try (BufferedReader events = open("/api/events")) {
      next(events, "membership");
      port.close();
      assertThat(events.lines().filter(line -> line.startsWith("never"))).isEmpty();
    }
  }

  @Test
  void aPortInUseIsOneClearLine() {
    assertThatThrownBy(() -> start(AdminPort.Settings.loopback(port.endpoint().port())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the admin port cannot listen on 127.0.0.1:")
        .hasMessageContaining("in use");
  }

  private static String next(BufferedReader events, String kind) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.equals("event: " + kind)) {
        return events.readLine();
      }
    }
    throw new AssertionError("the stream ended before an event " + kind);
  }

  private BufferedReader open(String path) throws Exception {
    HttpResponse<java.io.InputStream> r =
        http.send(
            HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(r.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(r.body(), StandardCharsets.UTF_8));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://" + port.endpoint() + path);
  }

  /** Sends exactly this request line: HTTP clients tidy paths up. */
  private String raw(String line, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port.endpoint().port())) {
      String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
