package org.dynamokv.server.process;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The REST door of one node or balancer, as a program would use it. */
final class RestClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final String base;

  /** The door at HOST:PORT. */
  RestClient(String hostAndPort) {
    this.base = "http://" + hostAndPort;
  }

  /** Stores a value; an empty context is left out. */
  HttpResponse<byte[]> put(String bucket, String key, byte[] value, String context)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(bucket, key)
            .PUT(BodyPublishers.ofByteArray(value))
            .header("Content-Type", "text/x");
    if (!context.isEmpty()) {
      request.header("X-Dynamo-Context", context);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String bucket, String key) throws IOException, InterruptedException {
    return HTTP.send(
        request(bucket, key).header("Accept", "application/json, */*;q=0.5").build(),
        BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> path(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String bucket, String key) {
    String path = "/buckets/" + segment(bucket) + "/keys/" + segment(key);
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String context(HttpResponse<?> response) {
    return response.headers().firstValue("X-Dynamo-Context").orElse("");
  }
}
