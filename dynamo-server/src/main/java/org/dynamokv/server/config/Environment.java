package org.dynamokv.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings from environment variables: {@code node.name} is DYNAMO_NODE_NAME. */
final class Environment {
  static final String PREFIX = "DYNAMO_";

  /** Read by the launcher. */
  private static final Set<String> NOT_SETTINGS = Set.of("DYNAMO_OPTS", "DYNAMO_HOME");

  private Environment() {}

  /** The variables that are settings, by the settings' names. */
  static SortedMap<String, String> settings(Map<String, String> variables, KnownNames known) {
    SortedMap<String, String> found = new TreeMap<>();
    for (Property<?> property : known.properties()) {
      String value = variables.get(property.variable());
      if (value != null) {
        found.put(property.name(), value);
      }
    }
    return found;
  }

  /**
   * A line for each variable that looks like a setting and is none. Not an error: the environment
   * is shared with other programs, orchestrators among them that make DYNAMO_PORT of a service's
   * name.
   */
  static List<String> warnings(Map<String, String> variables, KnownNames known) {
    List<String> lines = new ArrayList<>();
    for (String variable : new TreeMap<>(variables).keySet()) {
      if (variable.startsWith(PREFIX)
          && !NOT_SETTINGS.contains(variable)
          && !known.variables().contains(variable)) {
        lines.add(
            "the environment variable "
                + variable
                + " is ignored: no setting has that name; "
                + Nearest.hint(variable, known.variables()));
      }
    }
    return lines;
  }
}
