package org.dynamokv.core.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageProvider;

/** Opens log-file engines; the name in the configuration is {@code logfile}. */
public final class LogfileProvider implements StorageProvider {
  @Override
  public String name() {
    return "logfile";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting(
            "compact-above",
            "1m",
            "Size under which the log is never compacted, bytes. Too small: much rewriting of"
                + " little data; too large: space is wasted."));
  }

  @Override
  public StorageEngine open(StorageConfig config) throws StorageException {
    long compactAbove = config.settings().bytes("compact-above", 1, Long.MAX_VALUE);
    FolderLock lock = FolderLock.acquire(Path.of(config.directory()));
    try {
      return LogfileEngine.open(lock, compactAbove);
    } catch (StorageException | RuntimeException | Error e) {
      lock.release();
      throw e;
    } catch (IOException e) {
      lock.release();
      throw Trouble.of("cannot open the log in " + config.directory(), e);
    }
  }
}
