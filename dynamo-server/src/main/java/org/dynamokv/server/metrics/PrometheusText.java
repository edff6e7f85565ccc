package org.dynamokv.server.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.CustomLabelMapper;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.MapperConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dynamokv.core.value.Bytes;

/** A registry as Prometheus text, version 0.0.4. Any thread. */
final class PrometheusText {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final PrometheusRegistry registry = new PrometheusRegistry();

  PrometheusText(MetricRegistry metrics) {
    DropwizardExports.builder()
        .dropwizardRegistry(metrics)
        .customLabelMapper(new CustomLabelMapper(labels()))
        .register(registry);
  }

  /** The last level of these names becomes a label. */
  private static List<MapperConfig> labels() {
    return List.of(
        new MapperConfig(Names.FAILURES + ".*", Names.FAILURES, Map.of("code", "${0}")),
        new MapperConfig(
            Names.STORAGE_FAILURES + ".*", Names.STORAGE_FAILURES, Map.of("kind", "${0}")),
        new MapperConfig(Names.DROPPED + ".*", Names.DROPPED, Map.of("reason", "${0}")),
        new MapperConfig(Names.REQUESTS + ".*", Names.REQUESTS + ".seconds", Map.of("op", "${0}")));
  }

  Bytes write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
    writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    return Bytes.wrap(out.toByteArray());
  }
}
