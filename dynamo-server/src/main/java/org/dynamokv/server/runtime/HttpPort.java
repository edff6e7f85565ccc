package org.dynamokv.server.runtime;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.metrics.HealthHandler;
import org.dynamokv.server.metrics.MetricsHandler;
import org.dynamokv.transport.http.HttpDoors;
import org.dynamokv.transport.http.HttpLimits;
import org.dynamokv.transport.http.HttpListen;
import org.dynamokv.transport.http.HttpServer;

/**
 * The HTTP port of a node or a balancer: health, metrics, REST and XML-RPC, asked in this order.
 */
final class HttpPort {
  private HttpPort() {}

  static HttpServer start(
      HttpListen listen,
      Supplier<? extends CompletionStage<NodeStatus>> status,
      MetricRegistry metrics,
      Store store,
      HttpLimits limits)
      throws IOException {
    return HttpServer.start(
        listen,
        List.of(
            new HealthHandler(status),
            new MetricsHandler(metrics),
            HttpDoors.handler(store, limits)));
  }

  static HttpListen listen(Endpoint endpoint, String owner) {
    return new HttpListen(endpoint, HttpListen.DEFAULT_MAX_THREADS, owner + "-http");
  }

  /** The usual limits with that largest value. */
  static HttpLimits limits(int maxValueBytes) {
    HttpLimits usual = HttpLimits.DEFAULT;
    return new HttpLimits(
        maxValueBytes,
        usual.requestsInFlight(),
        Math.max(usual.bodyBytesInFlight(), 2L * maxValueBytes));
  }
}
