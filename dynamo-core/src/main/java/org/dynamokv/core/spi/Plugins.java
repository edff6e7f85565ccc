package org.dynamokv.core.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds a plugin by the name that the configuration gives. */
public final class Plugins {
  private Plugins() {}

  /**
   * The one provider of that name.
   *
   * @param kind what the message calls it: "transport", "storage"
   * @param type the provider interface
   * @param name from the configuration
   * @param loader sees the plugins' jars
   * @throws IllegalArgumentException when there is none, or more than one, with the names found
   */
  public static <P extends PluginProvider> P find(
      String kind, Class<P> type, String name, ClassLoader loader) {
    List<P> matches = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (P provider : ServiceLoader.load(type, loader)) {
      names.add(provider.name());
      if (provider.name().equals(name)) {
        matches.add(provider);
      }
    }
    if (matches.size() == 1) {
      return matches.get(0);
    }
    String found = names.isEmpty() ? "none" : String.join(", ", names.stream().sorted().toList());
    throw new IllegalArgumentException(
        matches.isEmpty()
            ? "no " + kind + " named '" + name + "'; found: " + found
            : "more than one " + kind + " named '" + name + "'; found: " + found);
  }
}
