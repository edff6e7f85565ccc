package org.dynamokv.storage.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.dynamokv.core.contract.StorageEngineContract;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.StorageProvider;
import org.junit.jupiter.api.Test;

class LmdbContractTest extends StorageEngineContract {
  @Override
  protected StorageProvider provider() {
    return new LmdbProvider();
  }

  @Override
  protected boolean durable() {
    return true;
  }

  @Test
  void pluginIsFoundByItsName() {
    ClassLoader loader = getClass().getClassLoader();
    assertThat(Plugins.find("storage", StorageProvider.class, "lmdb", loader))
        .isInstanceOf(LmdbProvider.class);
  }
}
