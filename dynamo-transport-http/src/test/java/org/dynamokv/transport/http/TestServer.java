package org.dynamokv.transport.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.dynamokv.core.value.Endpoint;
import org.eclipse.jetty.server.Handler;

/** A real server on a free port with the doors over a memory store, and a client for it. */
public final class TestServer implements AutoCloseable {
  public static final HttpLimits LIMITS = new HttpLimits(100_000, 64, 4_000_000);

  private final MemoryStore store = new MemoryStore();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public TestServer() throws IOException {
    this(List.of());
  }

  /** With handlers before the doors. */
  public TestServer(List<Handler> before) throws IOException {
    List<Handler> all = new java.util.ArrayList<>(before);
    all.add(HttpDoors.handler(store, LIMITS));
    server = HttpServer.start(HttpListen.on(new Endpoint("127.0.0.1", 0)), all);
  }

  public MemoryStore store() {
    return store;
  }

  public int port() {
    return server.port();
  }

  public HttpRequest.Builder request(String method, String path, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20))
        .method(method, body);
  }

  /** Sends without a body; headers as name, value, name, value. */
  public HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(method, path, BodyPublishers.noBody()), headers);
  }

  /** Sends a text. */
  public HttpResponse<String> sendBody(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(method, path, BodyPublishers.ofString(body)), headers);
  }

  public HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    HttpRequest built = headers.length == 0 ? request.build() : request.headers(headers).build();
    return client.send(built, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  public HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
