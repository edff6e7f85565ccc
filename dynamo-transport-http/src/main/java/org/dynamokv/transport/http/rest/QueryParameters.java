package org.dynamokv.transport.http.rest;

import java.util.Set;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.RequestOptions;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * What a query says. Anything unreadable or unknown is an IllegalArgumentException that names it.
 */
final class QueryParameters {
  private static final Set<String> ON_ANY_CALL = Set.of("r", "w", "timeout", "consistency");
  private static final String RETURN_BODY = "returnbody";

  private final Fields fields;

  static QueryParameters read(@Nullable String query, boolean writesValue) {
    Fields fields = new Fields();
    if (query != null) {
      UrlEncoded.decodeUtf8To(query, fields);
    }
    return new QueryParameters(fields, writesValue);
  }

  /** Checks the names: a misspelt one must not be passed over in silence. */
  private QueryParameters(Fields fields, boolean writesValue) {
    this.fields = fields;
    for (Fields.Field field : fields) {
      String name = field.getName();
      if (!ON_ANY_CALL.contains(name) && !(writesValue && name.equals(RETURN_BODY))) {
        throw new IllegalArgumentException("unknown query parameter '" + name + "'");
      }
      if (field.getValues().size() > 1) {
        throw new IllegalArgumentException("query parameter '" + name + "' is given twice");
      }
    }
  }

  RequestOptions options() {
    return new RequestOptions(number("r", 0), number("w", 0), timeoutMillis(), consistency());
  }

  boolean returnBody() {
    String text = fields.getValue(RETURN_BODY);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      throw new IllegalArgumentException("returnbody is true or false, not '" + text + "'");
    }
    return true;
  }

  private Consistency consistency() {
    String text = fields.getValue("consistency");
    return switch (text == null ? "sloppy" : text) {
      case "sloppy" -> Consistency.SLOPPY;
      case "strict" -> Consistency.STRICT;
      default ->
          throw new IllegalArgumentException("consistency is sloppy or strict, not '" + text + "'");
    };
  }

  private int timeoutMillis() {
    @Nullable String text = fields.getValue("timeout");
    if (text == null) {
      return RequestOptions.DEFAULT_TIMEOUT_MILLIS;
    }
    int millis = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (millis < 1 || millis > RequestOptions.MAX_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "timeout is a number of milliseconds from 1 to "
              + RequestOptions.MAX_TIMEOUT_MILLIS
              + ", not '"
              + text
              + "'");
    }
    return millis;
  }

  private int number(String name, int absent) {
    @Nullable String text = fields.getValue(name);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException(name + " is a number from 1 up, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
