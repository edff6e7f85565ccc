package org.dynamokv.server.metrics;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts that differ in one label: a meter {@code name.label} each. The number of labels is
 * bounded; what comes after {@link #LIMIT} different ones counts as "other".
 */
final class CounterFamily {
  static final int LIMIT = 64;
  private static final String REST = "other";

  private final MetricRegistry registry;
  private final String name;

  // Mutable state
  private final ConcurrentMap<String, Meter> meters = new ConcurrentHashMap<>();

  CounterFamily(MetricRegistry registry, String name) {
    this.registry = registry;
    this.name = name;
  }

  void mark(String label) {
    Meter known = meters.get(label);
    if (known == null) {
      known = meter(meters.size() < LIMIT ? label : REST);
    }
    known.mark();
  }

  private Meter meter(String label) {
    // A dot would look like another level of the name.
    String level = label.isEmpty() ? REST : label.replace('.', '-');
    return meters.computeIfAbsent(
        label, unused -> registry.meter(name + "." + level, Counts::meter));
  }

  /** The sum over all labels. */
  long total() {
    return meters.values().stream().mapToLong(Meter::getCount).sum();
  }
}
