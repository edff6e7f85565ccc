package org.dynamokv.core.spi;

/** Opens storage engines of one kind; found through {@link java.util.ServiceLoader}. */
public interface StorageProvider extends PluginProvider {
  /**
   * Opens an engine, creating it in an empty folder. May block.
   *
   * @throws StorageException UNAVAILABLE when another process has the folder open, with a line that
   *     says so
   * @throws IllegalArgumentException when a setting makes no sense, with a line that names it
   */
  StorageEngine open(StorageConfig config) throws StorageException;
}
