package org.dynamokv.core.spi;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plugin's own part of the configuration: plain names and texts. Every getter names the setting
 * in its error.
 */
public final class Settings {
  private final String prefix;
  private final SortedMap<String, String> values;

  private Settings(String prefix, SortedMap<String, String> values) {
    this.prefix = prefix;
    this.values = values;
  }

  /**
   * The values given, over the defaults of the known settings.
   *
   * @param prefix for error messages, for example {@code storage.lmdb.}
   * @throws IllegalArgumentException when a value is given for a setting that is not known
   */
  public static Settings of(String prefix, List<Setting> known, SortedMap<String, String> given) {
    SortedMap<String, String> all = new TreeMap<>();
    known.forEach(s -> all.put(s.name(), s.defaultValue()));
    given.forEach(
        (name, value) -> {
          if (!all.containsKey(name)) {
            throw new IllegalArgumentException(
                "unknown setting " + prefix + name + "; known: " + String.join(", ", all.keySet()));
          }
          all.put(name, value);
        });
    return new Settings(prefix, Collections.unmodifiableSortedMap(all));
  }

  /** The text of a setting that the plugin has declared. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("setting " + prefix + name + " is not declared");
    }
    return value.trim();
  }

  /** A whole number within bounds. */
  public long number(String name, long min, long max) {
    return within(name, parse(name, text(name)), min, max);
  }

  /** A size in bytes within bounds; the suffixes k, m, g, t count in 1024s. */
  public long bytes(String name, long min, long max) {
    String value = text(name).toLowerCase(Locale.ROOT);
    int unit = value.isEmpty() ? -1 : "kmgt".indexOf(value.charAt(value.length() - 1));
    if (unit < 0) {
      return within(name, parse(name, value), min, max);
    }
    long count = parse(name, value.substring(0, value.length() - 1).trim());
    return within(name, Math.multiplyExact(count, 1L << 10 * (unit + 1)), min, max);
  }

  /** One of the given words. */
  public String oneOf(String name, List<String> words) {
    String value = text(name);
    if (!words.contains(value)) {
      throw new IllegalArgumentException(
          prefix + name + "=" + value + " is not one of " + String.join(", ", words));
    }
    return value;
  }

  private long parse(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(prefix + name + "=" + value + " is not a number", e);
    }
  }

  private long within(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          prefix + name + "=" + value + " is not within " + min + " to " + max);
    }
    return value;
  }
}
