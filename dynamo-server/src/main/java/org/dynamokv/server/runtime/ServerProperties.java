package org.dynamokv.server.runtime;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.spi.PluginProvider;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.StorageProvider;
import org.dynamokv.core.spi.TransportProvider;
import org.dynamokv.server.config.Property;

/** Every setting that a server understands, in the order of its shipped file. */
public final class ServerProperties {
  private ServerProperties() {}

  /**
   * The server's own, then those of all transports and storages that the loader sees. All of them,
   * also of plugins that are not chosen: one file may serve several nodes.
   */
  public static List<Property<?>> declared(ClassLoader plugins) {
    List<Property<?>> all = new ArrayList<>();
    all.addAll(MemberSettings.PROPERTIES);
    all.addAll(Addresses.PROPERTIES);
    all.addAll(EngineSettings.PROPERTIES);
    all.addAll(LinkSettings.PROPERTIES);
    all.addAll(LoadSettings.PROPERTIES);
    all.addAll(StorageLimits.PROPERTIES);
    addPlugins(all, "storage", Plugins.all(StorageProvider.class, plugins));
    addPlugins(all, "transport", Plugins.all(TransportProvider.class, plugins));
    return List.copyOf(all);
  }

  private static void addPlugins(
      List<Property<?>> all, String kind, Iterable<? extends PluginProvider> providers) {
    List<PluginProvider> byName = new ArrayList<>();
    providers.forEach(byName::add);
    byName.sort(java.util.Comparator.comparing(PluginProvider::name));
    for (PluginProvider provider : byName) {
      String prefix = kind + "." + provider.name() + ".";
      provider.settings().forEach(s -> all.add(Property.ofPlugin(prefix, s)));
    }
  }
}
