package org.dynamokv.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;

/** Reads a properties file, UTF-8, without any {@code include}. */
final class SettingsFile {
  private SettingsFile() {}

  /** Its names and texts; throws IllegalArgumentException with one line that names the file. */
  static SortedMap<String, String> read(Path file) {
    PropertiesConfiguration properties = new PropertiesConfiguration();
    properties.setIncludesAllowed(false);
    try (Reader in = Files.newBufferedReader(file)) {
      properties.read(in);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no settings file " + file, e);
    } catch (IOException | ConfigurationException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
    SortedMap<String, String> texts = new TreeMap<>();
    properties.getKeys().forEachRemaining(name -> texts.put(name, text(properties, name, file)));
    return texts;
  }

  private static String text(PropertiesConfiguration properties, String name, Path file) {
    Object value = properties.getProperty(name);
    if (value instanceof Collection<?>) {
      throw new IllegalArgumentException(name + " is given more than once in " + file);
    }
    return String.valueOf(value);
  }
}
