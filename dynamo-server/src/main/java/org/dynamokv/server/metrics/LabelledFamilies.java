package org.dynamokv.server.metrics;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shows the meters and timers whose last level is a label. The library's own mapper makes one
 * Prometheus metric of each, and then refuses those of equal names.
 */
final class LabelledFamilies implements MultiCollector {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double[] QUANTILES = {0.5, 0.75, 0.95, 0.99, 0.999};

  /** The label of each family of meters, by the family's name. */
  private static final SortedMap<String, String> METERS =
      new TreeMap<>(
          Map.of(Names.FAILURES, "code", Names.STORAGE_FAILURES, "kind", Names.DROPPED, "reason"));

  private final MetricRegistry registry;

  LabelledFamilies(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Everything but what is shown here. */
  static MetricFilter others() {
    return (name, metric) -> !name.startsWith(Names.REQUESTS + ".") && !isFamily(name);
  }

  private static boolean isFamily(String name) {
    return METERS.keySet().stream().anyMatch(family -> name.startsWith(family + "."));
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder out = MetricSnapshots.builder().metricSnapshot(requests());
    METERS.forEach((family, label) -> out.metricSnapshot(counters(family, label)));
    return out.build();
  }

  private SummarySnapshot requests() {
    SummarySnapshot.Builder out =
        SummarySnapshot.builder()
            .name("dynamo_request_seconds")
            .help("Clients' requests that ended here, and how long they took.");
    registry
        .getTimers(MetricFilter.startsWith(Names.REQUESTS + "."))
        .forEach((name, timer) -> out.dataPoint(point(Names.REQUESTS, name, timer)));
    return out.build();
  }

  private static SummaryDataPointSnapshot point(String family, String name, Timer timer) {
    Snapshot snapshot = timer.getSnapshot();
    Quantiles.Builder quantiles = Quantiles.builder();
    for (double q : QUANTILES) {
      quantiles.quantile(q, snapshot.getValue(q) / NANOS_PER_SECOND);
    }
    return SummaryDataPointSnapshot.builder()
        .labels(Labels.of("op", name.substring(family.length() + 1)))
        .quantiles(quantiles.build())
        .count(timer.getCount())
        .build();
  }

  private CounterSnapshot counters(String family, String label) {
    CounterSnapshot.Builder out = CounterSnapshot.builder().name(family.replace('.', '_'));
    registry
        .getMeters(MetricFilter.startsWith(family + "."))
        .forEach((name, meter) -> out.dataPoint(point(family, label, name, meter)));
    return out.build();
  }

  private static CounterDataPointSnapshot point(
      String family, String label, String name, Meter meter) {
    return CounterDataPointSnapshot.builder()
        .labels(Labels.of(label, name.substring(family.length() + 1)))
        .value(meter.getCount())
        .build();
  }
}
