package org.dynamokv.core.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds plugins, all or the one that the configuration names. One that is broken is passed over.
 */
public final class Plugins {
  /** A loader whose files cannot be read at all would fail for ever. */
  private static final int MAX_BROKEN = 100;

  private Plugins() {}

  /**
   * The one provider of that name.
   *
   * @param kind what the message calls it: "transport", "storage"
   * @param type the provider interface
   * @param name from the configuration
   * @param loader sees the plugins' jars
   * @throws IllegalArgumentException when there is none, or more than one, with the names found and
   *     what could not be loaded
   */
  public static <P extends PluginProvider> P find(
      String kind, Class<P> type, String name, ClassLoader loader) {
    Found<P> found = search(type, loader);
    List<P> matches = found.working().stream().filter(p -> p.name().equals(name)).toList();
    if (matches.size() == 1) {
      return matches.get(0);
    }
    throw new IllegalArgumentException(
        (matches.isEmpty() ? "no " : "more than one ") + kind + " named '" + name + "'; " + found);
  }

  /** All providers of a type that can be loaded; a plugin that nobody asked for does no harm. */
  public static <P extends PluginProvider> List<P> all(Class<P> type, ClassLoader loader) {
    return search(type, loader).working();
  }

  private static <P extends PluginProvider> Found<P> search(Class<P> type, ClassLoader loader) {
    Found<P> found = new Found<>(new ArrayList<>(), new ArrayList<>());
    Iterator<P> providers = ServiceLoader.load(type, loader).iterator();
    while (found.broken().size() < MAX_BROKEN) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        found.broken().add(reason(e));
      }
    }
    return found;
  }

  /** A missing class is said by the cause, which the service is by its wrapper. */
  private static String reason(Error e) {
    return e.getCause() == null
        ? String.valueOf(e.getMessage())
        : e.getMessage() + ": " + e.getCause();
  }

  private record Found<P extends PluginProvider>(List<P> working, List<String> broken) {
    void add(P provider) {
      provider.name(); // what it is linked to is seen now, and not when somebody needs it
      provider.settings();
      working.add(provider);
    }

    @Override
    public String toString() {
      List<String> names = working.stream().map(PluginProvider::name).sorted().toList();
      return "found: "
          + (names.isEmpty() ? "none" : String.join(", ", names))
          + (broken.isEmpty()
              ? ""
              : "; broken: " + String.join("; ", broken.stream().distinct().toList()));
    }
  }
}
