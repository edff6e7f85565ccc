package org.dynamokv.server.runtime;

import java.nio.file.Path;
import java.util.List;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Kinds;
import org.dynamokv.server.config.Property;

/**
 * Where the data go.
 *
 * @param directory of this node alone
 * @param storage the engine's name
 * @param limits of the storage thread
 */
record EngineSettings(Path directory, String storage, StorageLimits limits) {
  static final Property<Path> DIRECTORY =
      new Property<>(
          "data.dir",
          "data",
          "Folder of this node's data, made when it is missing; a relative path starts at the"
              + " folder that the node was started in. Two nodes cannot share one.",
          Kinds.path());
  static final Property<String> STORAGE =
      new Property<>(
          "storage",
          "lmdb",
          "Storage engine: lmdb, memory (gone when the process ends), or a plugin's name. A node"
              + " that changes its engine starts as a new, empty node.",
          Kinds.text());
  static final List<Property<?>> PROPERTIES = List.of(DIRECTORY, STORAGE);

  static EngineSettings from(Config config) {
    return new EngineSettings(
        config.get(DIRECTORY), config.get(STORAGE), StorageLimits.from(config));
  }
}
