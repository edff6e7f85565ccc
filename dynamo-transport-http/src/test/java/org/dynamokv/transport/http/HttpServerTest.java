package org.dynamokv.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.value.Endpoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private static final String KEY = "/buckets/b/keys/k";

  /** What the server module adds: a page of its own. */
  private static Handler page(String path) {
    return new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        if (!request.getHttpURI().getPath().equals(path) || !request.getMethod().equals("GET")) {
          return false;
        }
        response.write(true, ByteBuffer.wrap(path.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
      }
    };
  }

  @Test
  void aPortInUseIsOneClearLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      HttpListen listen = HttpListen.on(new Endpoint("127.0.0.1", taken.getLocalPort()));
      assertThatThrownBy(() -> HttpServer.start(listen, List.of()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
    }
    long left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("http-"))
            .count();
    assertThat(left).as("threads left behind").isZero();
  }

  @Test
  void anUnknownHostIsOneClearLine() {
    HttpListen listen = HttpListen.on(new Endpoint("no.such.host.invalid", 0));
    assertThatThrownBy(() -> HttpServer.start(listen, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot listen on no.such.host.invalid:0: unknown host");
  }

  @Test
  void handlersBeforeTheDoorsAnswerFirst() throws Exception {
    try (TestServer server = new TestServer(List.of(page("/ping"), page("/")))) {
      assertThat(server.send("GET", "/ping").body()).isEqualTo("/ping");
      assertThat(server.send("GET", "/").body()).isEqualTo("/");
      assertThat(server.send("GET", "/RPC2").statusCode()).isEqualTo(501);
      assertThat(server.send("GET", "/pong").statusCode()).isEqualTo(404);
      assertThat(server.send("GET", "/pong").body()).contains("\"error\":\"not-found\"");
    }
  }

  @Test
  void moreRequestsMayWaitForTheStoreThanThereAreThreads() throws Exception {
    try (TestServer server = new TestServer()) {
      CompletableFuture<Void> gate = new CompletableFuture<>();
      server.store().waitFor(gate);
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < TestServer.LIMITS.requestsInFlight(); i++) {
        waiting.add(putAsync(server, "/buckets/b/keys/" + i, "v"));
      }
      HttpResponse<String> refused = untilRefused(server);
      assertThat(refused.body()).contains("\"error\":\"overloaded\"", "\"outcome\":\"refused\"");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(httpThreads()).isLessThanOrEqualTo(HttpListen.DEFAULT_MAX_THREADS);
      gate.complete(null);
      for (CompletableFuture<HttpResponse<String>> one : waiting) {
        assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isIn(204, 503);
      }
      assertThat(server.send("GET", KEY).statusCode()).as("all have left").isEqualTo(404);
    }
  }

  /** Requests are under way when one more is refused, however fast they arrived. */
  private static HttpResponse<String> untilRefused(TestServer server) throws Exception {
    while (true) {
      CompletableFuture<HttpResponse<String>> one = putAsync(server, KEY + "x", "v");
      server.send("GET", "/none");
      if (one.isDone()) {
        return one.get();
      }
    }
  }

  @Test
  void bodiesInFlightAreBounded() throws Exception {
    try (TestServer server = new TestServer()) {
      CompletableFuture<Void> gate = new CompletableFuture<>();
      server.store().waitFor(gate);
      String value = "v".repeat(100_000);
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 41; i++) {
        waiting.add(putAsync(server, "/buckets/b/keys/" + i, value));
      }
      Object first =
          CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new))
              .get(20, TimeUnit.SECONDS);
      assertThat(((HttpResponse<?>) first).statusCode()).isEqualTo(503);
      gate.complete(null);
      int stored = 0;
      for (CompletableFuture<HttpResponse<String>> one : waiting) {
        stored += one.get(20, TimeUnit.SECONDS).statusCode() == 204 ? 1 : 0;
      }
      assertThat(stored).isLessThanOrEqualTo(40).isGreaterThan(20);
      assertThat(server.sendBody("PUT", KEY, value).statusCode()).as("room again").isEqualTo(204);
    }
  }

  private static CompletableFuture<HttpResponse<String>> putAsync(
      TestServer server, String path, String body) {
    return server
        .client()
        .sendAsync(
            server.request("PUT", path, BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
  }

  private static long httpThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("http-"))
        .count();
  }

  @Test
  void http10ClosesAndHttp11GoesOn() throws Exception {
    try (TestServer server = new TestServer()) {
      try (RawConnection old = new RawConnection(server.port())) {
        old.send("PUT " + KEY + " HTTP/1.0\r\nContent-Length: 1\r\n\r\nv");
        assertThat(old.answer()).startsWith("HTTP/1.1 204");
        assertThat(old.atEnd()).isTrue();
      }
      try (RawConnection kept = new RawConnection(server.port())) {
        for (int i = 0; i < 3; i++) {
          kept.send("GET " + KEY + " HTTP/1.1\r\nHost: h\r\n\r\n");
          assertThat(kept.answer()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nv");
        }
      }
    }
  }

  @Test
  void aClientThatAsksFirstHears100AndOneThatAsksForTooMuchHears413() throws Exception {
    try (TestServer server = new TestServer()) {
      String head = "PUT " + KEY + " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n";
      try (RawConnection asks = new RawConnection(server.port())) {
        asks.send(head + "Content-Length: 1\r\n\r\n");
        assertThat(asks.answer()).startsWith("HTTP/1.1 100");
        asks.send("v");
        assertThat(asks.answer()).startsWith("HTTP/1.1 204");
      }
      try (RawConnection asks = new RawConnection(server.port())) {
        asks.send(head + "Content-Length: 100001\r\n\r\n");
        assertThat(asks.answer()).startsWith("HTTP/1.1 413");
        assertThat(asks.atEnd()).isTrue();
      }
    }
  }

  @Test
  void headsAsLargeAsTheLimitsAllowPassBothWays() throws Exception {
    try (TestServer server = new TestServer()) {
      String meta = "m".repeat(4000);
      HttpResponse<String> put =
          server.sendBody("PUT", KEY, "v", "X-Dynamo-Meta-A", meta, "X-Dynamo-Meta-B", meta);
      assertThat(put.statusCode()).isEqualTo(204);
      HttpResponse<String> get = server.send("GET", KEY);
      assertThat(get.statusCode()).isEqualTo(200);
      assertThat(get.headers().firstValue("X-Dynamo-Meta-B")).hasValue(meta);
    }
  }

  @Test
  void whatJettyRefusesIsJsonToo() throws Exception {
    try (TestServer server = new TestServer()) {
      String long1 = "GET /" + "x".repeat(50_000) + " HTTP/1.1\r\nHost: h\r\n\r\n";
      assertThat(RawConnection.exchange(server.port(), long1))
          .startsWith("HTTP/1.1 414")
          .contains("application/json", "\"error\":\"uri-too-long\"");
      String wide = "GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(50_000) + "\r\n\r\n";
      assertThat(RawConnection.exchange(server.port(), wide))
          .startsWith("HTTP/1.1 431")
          .contains("\"error\":\"request-header-fields-too-large\"");
      assertThat(RawConnection.exchange(server.port(), "GET / HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 400")
          .contains("\"error\":\"bad-request\"");
    }
  }

  @Test
  void aBodyThatBreaksOffStoresNothing() throws Exception {
    try (TestServer server = new TestServer()) {
      String head = "PUT " + KEY + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
      assertThat(RawConnection.exchange(server.port(), head + "1\r\nv\r\nnonsense\r\n"))
          .startsWith("HTTP/1.1 400");
      assertThat(server.send("GET", KEY).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aRequestUnderWayIsAnsweredBeforeTheServerStops() throws Exception {
    TestServer server = new TestServer();
    CompletableFuture<Void> gate = new CompletableFuture<>();
    server.store().waitFor(gate);
    CompletableFuture<HttpResponse<String>> waiting = putAsync(server, KEY, "v");
    while (server.store().lastPut() == null) {
      Thread.onSpinWait();
    }
    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
        .execute(() -> gate.complete(null));
    assertThat(waiting.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    closing.get(20, TimeUnit.SECONDS);
  }

  @Test
  void closingFreesThePortAndEndsTheThreads() throws Exception {
    TestServer server = new TestServer();
    server.send("GET", KEY);
    int port = server.port();
    server.close();
    try (ServerSocket again = new ServerSocket(port)) {
      assertThat(again.isBound()).isTrue();
    }
    assertThat(httpThreads()).isZero();
  }
}
