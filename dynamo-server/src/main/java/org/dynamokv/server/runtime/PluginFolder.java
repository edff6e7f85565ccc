package org.dynamokv.server.runtime;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The jars in {@code plugins/}: third parties' transports and storages. */
public final class PluginFolder {
  private PluginFolder() {}

  /**
   * A loader that sees the server's own classes and those of every jar in the folder, in the order
   * of their names; just the server's own when there is no such folder.
   */
  public static ClassLoader loader(Path folder) throws StartException {
    ClassLoader own = PluginFolder.class.getClassLoader();
    if (!Files.isDirectory(folder)) {
      return own;
    }
    List<Path> jars = jars(folder);
    return jars.isEmpty() ? own : new URLClassLoader("plugins", urls(jars), own);
  }

  private static List<Path> jars(Path folder) throws StartException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new StartException("cannot read the plugins folder " + folder + ": " + e, e);
    }
    Collections.sort(jars);
    return jars;
  }

  private static URL[] urls(List<Path> jars) throws StartException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = jars.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new StartException("cannot load the plugin " + jars.get(i), e);
      }
    }
    return urls;
  }
}
