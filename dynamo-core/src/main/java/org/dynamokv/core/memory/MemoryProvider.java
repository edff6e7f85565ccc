package org.dynamokv.core.memory;

import java.util.List;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageProvider;

/** Opens {@link MemoryEngine}s; the name in the configuration is {@code memory}. */
public final class MemoryProvider implements StorageProvider {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public StorageEngine open(StorageConfig config) {
    return new MemoryEngine();
  }
}
