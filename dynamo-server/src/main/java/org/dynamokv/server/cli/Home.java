package org.dynamokv.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder that the distribution stands in; the launcher tells it. */
final class Home {
  private static final Path FOLDER = Path.of(System.getProperty("dynamo.home", "."));

  private Home() {}

  /** Where third parties' plugins are. */
  static Path plugins() {
    return FOLDER.resolve("plugins");
  }

  /** The settings file of the distribution, or null when it was taken away. */
  static @Nullable Path settingsFile() {
    Path file = FOLDER.resolve("conf").resolve("dynamo.properties");
    return Files.exists(file) ? file : null;
  }
}
