package org.dynamokv.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.dynamokv.core.contract.StorageEngineContract;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.StorageProvider;
import org.junit.jupiter.api.Test;

class MemoryEngineTest extends StorageEngineContract {
  @Override
  protected StorageProvider provider() {
    return new MemoryProvider();
  }

  @Override
  protected boolean durable() {
    return false;
  }

  @Test
  void pluginIsFoundByItsName() {
    ClassLoader loader = getClass().getClassLoader();
    assertThat(Plugins.find("storage", StorageProvider.class, "memory", loader))
        .isInstanceOf(MemoryProvider.class);
  }
}
