package org.dynamokv.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.config.Property.Kind;

/** The kinds of text that a setting may have. */
public final class Kinds {
  private static final String SIZE_UNITS = "kmgt";

  private Kinds() {}

  /** Any text. */
  public static Kind<String> text() {
    return (name, text) -> text;
  }

  /** A text of a given form, which the error message describes. */
  public static Kind<String> matching(Pattern form, String described) {
    return (name, text) -> {
      if (!form.matcher(text).matches()) {
        throw bad(name, text, described);
      }
      return text;
    };
  }

  /** A whole number within bounds, both included. */
  public static Kind<Integer> number(int min, int max) {
    return (name, text) -> (int) within(name, text, parse(name, text, text), min, max);
  }

  /** A port to listen on; 0 is any free one. */
  public static Kind<Integer> port() {
    return number(0, 65535);
  }

  /** A size in bytes within bounds, both included; the suffixes k, m, g, t count in 1024s. */
  public static Kind<Long> bytes(long min, long max) {
    return (name, text) -> within(name, text, size(name, text), min, max);
  }

  /** A path; a relative one is relative to the folder that the process was started in. */
  public static Kind<Path> path() {
    return (name, text) -> {
      try {
        return Path.of(nonEmpty(name, text));
      } catch (InvalidPathException e) {
        throw bad(name, text, "a path (" + e.getReason() + ")");
      }
    };
  }

  /** HOST:PORT, separated by commas; may be empty. */
  public static Kind<List<Endpoint>> endpoints() {
    return (name, text) ->
        Arrays.stream(text.split(","))
            .map(String::trim)
            .filter(part -> !part.isEmpty())
            .map(part -> named(name, part, Endpoint::parse))
            .toList();
  }

  private static String nonEmpty(String name, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return text;
  }

  private static <T> T named(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static long size(String name, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int unit = lower.isEmpty() ? -1 : SIZE_UNITS.indexOf(lower.charAt(lower.length() - 1));
    if (unit < 0) {
      return parse(name, text, text);
    }
    long count = parse(name, text, text.substring(0, text.length() - 1).trim());
    try {
      return Math.multiplyExact(count, 1L << 10 * (unit + 1));
    } catch (ArithmeticException e) {
      throw bad(name, text, "a size that a computer can have");
    }
  }

  private static long parse(String name, String text, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw bad(name, text, "a whole number");
    }
  }

  private static long within(String name, String text, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + "=" + text + " is not within " + min + " to " + max);
    }
    return value;
  }

  private static IllegalArgumentException bad(String name, String text, String wanted) {
    return new IllegalArgumentException(name + "=" + text + " is not " + wanted);
  }
}
