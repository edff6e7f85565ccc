package org.dynamokv.transport.http.xmlrpc;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The XML-RPC types whose values are one word, with the form in which each is kept. */
enum ScalarType {
  /** 32 bits, signed; clients refuse larger ones. */
  INT("int") {
    @Override
    @Nullable String canonical(String word) {
      if (!WHOLE.matcher(word).matches()) {
        return null;
      }
      long number = Long.parseLong(word);
      return number == (int) number ? Long.toString(number) : null;
    }
  },
  /** 64 bits; Python's {@code inf} and {@code nan} too, which it sends and takes. */
  DOUBLE("double") {
    @Override
    @Nullable String canonical(String word) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.equals("nan") || lower.equals("inf") || lower.equals("-inf")) {
        return lower;
      }
      boolean finite =
          DECIMAL.matcher(word).matches() && !Double.isInfinite(Double.parseDouble(word));
      return finite ? Double.toString(Double.parseDouble(word)) : null;
    }
  },
  /** 0 or 1. */
  BOOLEAN("boolean") {
    @Override
    @Nullable String canonical(String word) {
      return word.equals("0") || word.equals("1") ? word : null;
    }
  },
  /** A date without a zone, kept to the letter. */
  DATE("dateTime.iso8601") {
    @Override
    @Nullable String canonical(String word) {
      return ISO_DATE.matcher(word).matches() ? word : null;
    }
  };

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");
  private static final Pattern ISO_DATE = Pattern.compile("[0-9][0-9TZ:.+-]{7,39}");

  private final String tag;

  ScalarType(String tag) {
    this.tag = tag;
  }

  /** The element's name, which also names the type in a content type. */
  String tag() {
    return tag;
  }

  /** The word in its kept form, or null when it is not of this type. */
  abstract @Nullable String canonical(String word);

  /** The type of that element; null when there is none. */
  static @Nullable ScalarType ofTag(String tag) {
    if (tag.equals("i4")) {
      return INT;
    }
    for (ScalarType type : values()) {
      if (type.tag.equals(tag)) {
        return type;
      }
    }
    return null;
  }
}
