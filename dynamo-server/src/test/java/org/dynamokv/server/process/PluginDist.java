package org.dynamokv.server.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.dynamokv.core.sample.LogfileProvider;

/** A copy of the distribution with a plugins folder of its own. */
final class PluginDist {
  private static final String SERVICE = "META-INF/services/org.dynamokv.core.spi.StorageProvider";

  private final Path home;

  private PluginDist(Path home) {
    this.home = home;
  }

  /** As its user would unpack it; the libraries are linked to. */
  static PluginDist in(Path home) throws IOException {
    Path built = Processes.builtDist().toAbsolutePath();
    for (String folder : List.of("bin", "conf")) {
      Files.createDirectories(home.resolve(folder));
      try (Stream<Path> files = Files.list(built.resolve(folder))) {
        for (Path file : files.toList()) {
          Files.copy(file, home.resolve(folder).resolve(file.getFileName().toString()));
        }
      }
    }
    Files.createSymbolicLink(home.resolve("lib"), built.resolve("lib"));
    Files.createDirectories(home.resolve("plugins"));
    return new PluginDist(home);
  }

  /** Takes the link away: who deletes the folder is not to meet the libraries through it. */
  void unlink() throws IOException {
    Files.delete(home.resolve("lib"));
  }

  Path home() {
    return home;
  }

  /** The sample engine as its author would ship it: its classes, and the service's name. */
  void addSample() throws IOException, URISyntaxException {
    Path source =
        Path.of(LogfileProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(source)) {
      addSample(source);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(source)) {
      addSample(jar.getPath("/"));
    }
  }

  private void addSample(Path root) throws IOException {
    try (JarOutputStream jar = jar("logfile.jar");
        Stream<Path> all = Files.list(root.resolve("org/dynamokv/core/sample"))) {
      for (Path file : all.filter(f -> !f.toString().contains("Test")).sorted().toList()) {
        add(jar, root.relativize(file).toString(), Files.readAllBytes(file));
      }
      add(jar, SERVICE, utf8(LogfileProvider.class.getName() + "\n"));
    }
  }

  /** A jar that is none, a jar of something else, and a plugin whose classes are missing. */
  void addStrangers() throws IOException {
    Files.write(home.resolve("plugins/a-text.jar"), utf8("this is not an archive"));
    try (JarOutputStream jar = jar("library.jar")) {
      add(jar, "org/example/words.txt", utf8("nothing to load"));
    }
    try (JarOutputStream jar = jar("broken.jar")) {
      add(jar, SERVICE, utf8("org.example.Gone\n"));
    }
  }

  private JarOutputStream jar(String name) throws IOException {
    OutputStream file = Files.newOutputStream(home.resolve("plugins").resolve(name));
    return new JarOutputStream(file);
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
