package org.dynamokv.server.metrics;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jvm.BufferPoolMetricSet;
import com.codahale.metrics.jvm.CachedThreadStatesGaugeSet;
import com.codahale.metrics.jvm.FileDescriptorRatioGauge;
import com.codahale.metrics.jvm.GarbageCollectorMetricSet;
import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** The JVM's own figures, under {@code jvm}. */
public final class JvmGauges {
  private static final long THREADS_CACHED_SECONDS = 5;

  private JvmGauges() {}

  /** Registers memory, buffers, collections, threads and file handles. */
  public static void register(MetricRegistry registry) {
    registry.registerAll("jvm.memory", new MemoryUsageGaugeSet());
    registry.registerAll(
        "jvm.buffers", new BufferPoolMetricSet(ManagementFactory.getPlatformMBeanServer()));
    registry.registerAll("jvm.gc", new GarbageCollectorMetricSet());
    registry.registerAll(
        "jvm.threads", new CachedThreadStatesGaugeSet(THREADS_CACHED_SECONDS, TimeUnit.SECONDS));
    registry.register("jvm.files.used.ratio", new FileDescriptorRatioGauge());
  }
}
