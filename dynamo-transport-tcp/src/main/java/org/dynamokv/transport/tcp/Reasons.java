package org.dynamokv.transport.tcp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Plain words for what the operating system says: epoll's texts name calls and error numbers. */
final class Reasons {
  private static final Map<String, String> PLAIN = new LinkedHashMap<>();

  static {
    PLAIN.put("address already in use", "address already in use");
    PLAIN.put("connection refused", "connection refused");
    PLAIN.put("connection reset", "connection reset");
    PLAIN.put("broken pipe", "connection reset");
    PLAIN.put("timed out", "connection timed out");
    PLAIN.put("no route to host", "host unreachable");
    PLAIN.put("network is unreachable", "network unreachable");
  }

  private Reasons() {}

  /** Why, for people; the message itself when it is none of the usual. */
  static String of(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    return PLAIN.entrySet().stream()
        .filter(known -> lower.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(message);
  }
}
