package org.dynamokv.server.metrics;

import com.codahale.metrics.MetricRegistry;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers {@code GET /metrics} with Prometheus text; leaves every other path to others. */
public final class MetricsHandler extends Handler.Abstract {
  private final PrometheusText text;

  /** Shows one registry. */
  public MetricsHandler(MetricRegistry registry) {
    text = new PrometheusText(registry);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!HealthHandler.isRead(request) || !request.getHttpURI().getPath().equals("/metrics")) {
      return false;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, PrometheusText.CONTENT_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(text.write().array()), callback);
    return true;
  }
}
