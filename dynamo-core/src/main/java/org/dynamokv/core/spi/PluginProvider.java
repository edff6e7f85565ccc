package org.dynamokv.core.spi;

import java.util.List;

/**
 * What every plugin door has: a name for the configuration, and the settings that it understands.
 */
public interface PluginProvider {
  /**
   * The name in the configuration: lower-case letters, digits, dashes; unique among plugins of its
   * kind.
   */
  String name();

  /** The settings under the plugin's prefix ({@code storage.NAME.} or {@code transport.NAME.}). */
  List<Setting> settings();
}
