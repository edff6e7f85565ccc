package org.dynamokv.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import org.dynamokv.core.sample.LogfileProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are there, are not, or are broken. */
@Timeout(60)
class PluginsTest {
  @TempDir Path folder;

  @Test
  void brokenPluginIsPassedOverAndNamedWhenNothingIsFound() throws Exception {
    ClassLoader loader = services("org.example.Gone", LogfileProvider.class.getName());
    assertThat(find("logfile", loader)).isInstanceOf(LogfileProvider.class);
    assertThatThrownBy(() -> find("papyrus", loader))
        .hasMessageStartingWith(
            "no storage named 'papyrus'; found: logfile, memory; broken: org.dynamokv")
        .hasMessageContaining("org.example.Gone");
  }

  @Test
  void unreadableServicesEndTheSearch() {
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("no disk");
          }
        };
    assertThat(Plugins.all(StorageProvider.class, loader)).isEmpty();
    assertThatThrownBy(() -> find("memory", loader)).hasMessageContaining("no disk");
  }

  private static StorageProvider find(String name, ClassLoader loader) {
    return Plugins.find("storage", StorageProvider.class, name, loader);
  }

  /** The test's own class path, and a folder that names these providers. */
  private ClassLoader services(String... classes) throws IOException {
    Path file = folder.resolve("META-INF/services/" + StorageProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", classes));
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }
}
