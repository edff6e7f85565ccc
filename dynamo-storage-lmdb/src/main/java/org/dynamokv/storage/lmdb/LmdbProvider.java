package org.dynamokv.storage.lmdb;

import java.nio.file.Path;
import java.util.List;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageProvider;

/** Opens LMDB engines; the name in the configuration is {@code lmdb}. */
public final class LmdbProvider implements StorageProvider {
  @Override
  public String name() {
    return "lmdb";
  }

  @Override
  public List<Setting> settings() {
    return LmdbSettings.KNOWN;
  }

  @Override
  public StorageEngine open(StorageConfig config) throws StorageException {
    LmdbSettings settings = LmdbSettings.of(config.settings());
    FolderLock lock = FolderLock.acquire(Path.of(config.directory()));
    try {
      return new LmdbEngine(Database.open(lock.folder(), settings), lock, settings);
    } catch (StorageException | RuntimeException | Error e) {
      lock.release();
      throw e;
    }
  }
}
