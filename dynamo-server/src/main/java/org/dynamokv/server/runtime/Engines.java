package org.dynamokv.server.runtime;

import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageProvider;
import org.dynamokv.server.config.Config;

/** Opens the engine that the configuration names. */
final class Engines {
  private static final byte[] LOWEST_KEY = {0};

  private Engines() {}

  static StorageEngine open(Config config, String name, DataFolder folder, ClassLoader plugins)
      throws StartException, StorageException {
    StorageProvider provider = Plugins.find("storage", StorageProvider.class, name, plugins);
    String prefix = "storage." + name + ".";
    StorageConfig own =
        new StorageConfig(
            folder.forEngine(name).toString(), config.plugin(prefix, provider.settings()));
    try {
      return provider.open(own);
    } catch (LinkageError e) { // a library that the plugin needs is missing, or another version
      throw new StartException("the storage '" + name + "' cannot be loaded: " + e, e);
    }
  }

  /** Whether it has never been written to, or lost everything. */
  static boolean isEmpty(StorageEngine engine) throws StorageException {
    return engine.scan(LOWEST_KEY, null, 1, 1).isEmpty();
  }
}
