package org.dynamokv.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.configuration2.PropertiesConfiguration.PropertiesReader;

/**
 * Reads a properties file, UTF-8. The reader of Commons Configuration is used without the
 * configuration around it, which would follow an {@code include} and keep the first of two values.
 */
final class SettingsFile {
  private SettingsFile() {}

  /** Its names and texts; throws IllegalArgumentException with one line that names the file. */
  static SortedMap<String, String> read(Path file) {
    try (PropertiesReader in = new PropertiesReader(Files.newBufferedReader(file))) {
      SortedMap<String, String> texts = new TreeMap<>();
      while (in.nextProperty()) {
        if (texts.put(in.getPropertyName(), in.getPropertyValue()) != null) {
          throw new IllegalArgumentException(
              in.getPropertyName() + " is given more than once in " + file);
        }
      }
      return texts;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no settings file " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
    }
  }
}
