package org.dynamokv.core.spi;

/** Makes a {@link SeedDiscovery} of one kind; found through {@link java.util.ServiceLoader}. */
public interface SeedDiscoveryProvider extends PluginProvider {
  /** Makes one from the plugin's settings; may block. */
  SeedDiscovery open(Settings settings);
}
