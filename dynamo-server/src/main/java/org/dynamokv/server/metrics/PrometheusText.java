package org.dynamokv.server.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.dynamokv.core.value.Bytes;

/** A registry as Prometheus text, version 0.0.4. Any thread. */
final class PrometheusText {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final PrometheusRegistry registry = new PrometheusRegistry();

  PrometheusText(MetricRegistry metrics) {
    registry.register(new LabelledFamilies(metrics));
    DropwizardExports.builder()
        .dropwizardRegistry(metrics)
        .metricFilter(LabelledFamilies.others())
        .register(registry);
  }

  Bytes write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
    writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    return Bytes.wrap(out.toByteArray());
  }
}
