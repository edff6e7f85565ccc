package org.dynamokv.server.config;

import org.dynamokv.core.spi.Setting;

/**
 * One setting that the server understands, declared once: the configuration, the shipped file, the
 * error messages and the documentation are made from it.
 *
 * @param name in the file, lower case, words separated by dots and dashes
 * @param defaultText as it would stand in the file; may be empty
 * @param help unit, and what goes wrong when it is too small or too large
 * @param kind how its text is read
 */
public record Property<T>(String name, String defaultText, String help, Kind<T> kind) {

  /** Reads and checks the text of a setting. */
  @FunctionalInterface
  public interface Kind<T> {
    /**
     * The value.
     *
     * @throws IllegalArgumentException with one line that names the setting, the text and what is
     *     allowed
     */
    T read(String name, String text);
  }

  /** A plugin's setting under its prefix: the plugin checks the text when it is opened. */
  public static Property<String> ofPlugin(String prefix, Setting setting) {
    return new Property<>(
        prefix + setting.name(), setting.defaultValue(), setting.help(), Kinds.text());
  }

  /** The environment variable that gives it: {@code node.name} is DYNAMO_NODE_NAME. */
  public String variable() {
    return Environment.PREFIX
        + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  T read(String text) {
    return kind.read(name, text.trim());
  }
}
