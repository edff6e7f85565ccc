package org.dynamokv.server.config;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The names that are declared. */
final class KnownNames {
  private final SortedMap<String, Property<?>> byName = new TreeMap<>();
  private final SortedSet<String> variables = new TreeSet<>();

  /** Throws IllegalArgumentException when two settings have one name or one variable. */
  KnownNames(List<Property<?>> properties) {
    for (Property<?> property : properties) {
      boolean newName = byName.put(property.name(), property) == null;
      boolean newVariable = variables.add(property.variable());
      if (!newName || !newVariable) {
        throw new IllegalArgumentException(property.name() + " is declared twice");
      }
    }
  }

  Collection<Property<?>> properties() {
    return byName.values();
  }

  SortedSet<String> variables() {
    return variables;
  }

  /** Throws IllegalArgumentException with one line when no setting has this name. */
  void check(String name, String where) {
    if (!byName.containsKey(name)) {
      throw new IllegalArgumentException(
          "unknown setting " + name + " (" + where + "); " + Nearest.hint(name, byName.keySet()));
    }
  }
}
