package org.dynamokv.server.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dynamokv.core.node.NodeStatus;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code /ping}, {@code /health/live} and {@code /health/ready}; leaves every other path to
 * others. Ready is 200 for a member of the ring, and 503 with the reason before and after. Never
 * blocks.
 */
public final class HealthHandler extends Handler.Abstract.NonBlocking {
  /** How long a node may take to tell its status before it counts as not ready, ms. */
  public static final long PATIENCE_MILLIS = 2_000;

  private final Supplier<? extends CompletionStage<NodeStatus>> status;

  /** The health of the node that tells this status. */
  public HealthHandler(Supplier<? extends CompletionStage<NodeStatus>> status) {
    this.status = status;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!isRead(request)) {
      return false;
    }
    switch (request.getHttpURI().getPath()) {
      case "/ping" -> send(response, callback, 200, "text/plain;charset=utf-8", "OK");
      case "/health/live" -> sendJson(response, callback, Health.LIVE);
      case "/health/ready" -> ready(response, callback);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void ready(Response response, Callback callback) {
    status
        .get()
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .handle((known, error) -> known == null ? Health.unknown(error) : Health.of(known))
        .thenAccept(health -> sendJson(response, callback, health));
  }

  private static void sendJson(Response response, Callback callback, Health health) {
    send(response, callback, health.httpStatus(), "application/json", health.json());
  }

  private static void send(Response to, Callback callback, int status, String type, String body) {
    to.setStatus(status);
    to.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    to.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    to.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }

  static boolean isRead(Request request) {
    return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
  }
}
