package org.dynamokv.server.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.ToLongFunction;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;

/** How full the storage is, asked when somebody looks. */
public final class StorageGauges {
  /** Tells how full the storage is; any thread, at once. */
  public interface Source {
    /** The figures now. */
    StorageStats stats() throws StorageException;
  }

  private StorageGauges() {}

  /** Registers keys, bytes and free bytes; a storage that cannot tell shows -1 in each. */
  public static void register(MetricRegistry registry, Source source) {
    registry.register(Names.STORAGE_KEYS, gauge(source, StorageStats::keys));
    registry.register(Names.STORAGE_BYTES, gauge(source, StorageStats::bytes));
    registry.register(Names.STORAGE_FREE, gauge(source, StorageStats::freeBytes));
  }

  private static Gauge<Long> gauge(Source source, ToLongFunction<StorageStats> field) {
    return () -> {
      try {
        return field.applyAsLong(source.stats());
      } catch (StorageException e) {
        return -1L;
      }
    };
  }
}
