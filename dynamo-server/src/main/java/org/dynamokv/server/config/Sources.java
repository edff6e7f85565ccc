package org.dynamokv.server.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, strongest first.
 *
 * @param arguments from the command line, by name
 * @param environment the process's variables
 * @param file a properties file, or null for none
 */
public record Sources(
    SortedMap<String, String> arguments, Map<String, String> environment, @Nullable Path file) {
  /** Copies the maps. */
  public Sources {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    environment = Map.copyOf(environment);
  }
}
