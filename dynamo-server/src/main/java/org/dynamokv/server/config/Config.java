package org.dynamokv.server.config;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.configuration2.CombinedConfiguration;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.MapConfiguration;
import org.apache.commons.configuration2.tree.OverrideCombiner;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one process, checked: command line over environment over file over defaults.
 * Immutable. Every error is an {@link IllegalArgumentException} with one line for the operator that
 * names the setting.
 */
public final class Config {
  private final Configuration layers;
  private final List<String> warnings;

  private Config(Configuration layers, List<String> warnings) {
    this.layers = layers;
    this.warnings = warnings;
  }

  /**
   * Reads all sources and checks every name, and every value of a declared setting.
   *
   * @param declared all settings that may be given, the plugins' among them
   */
  public static Config load(Sources sources, List<Property<?>> declared) {
    KnownNames known = new KnownNames(declared);
    SortedMap<String, String> fromFile =
        sources.file() == null ? new TreeMap<>() : SettingsFile.read(sources.file());
    sources.arguments().keySet().forEach(name -> known.check(name, "command line"));
    fromFile.keySet().forEach(name -> known.check(name, String.valueOf(sources.file())));

    CombinedConfiguration layers = new CombinedConfiguration(new OverrideCombiner());
    layers.addConfiguration(new MapConfiguration(sources.arguments()));
    layers.addConfiguration(
        new MapConfiguration(Environment.settings(sources.environment(), known)));
    layers.addConfiguration(new MapConfiguration(fromFile));
    Config config = new Config(layers, Environment.warnings(sources.environment(), known));
    declared.forEach(config::get);
    return config;
  }

  /** The value of a declared setting. */
  public <T> T get(Property<T> property) {
    String given = given(property.name());
    return property.read(given == null ? property.defaultText() : given);
  }

  /** Whether any source gives this setting. */
  public boolean isGiven(Property<?> property) {
    return given(property.name()) != null;
  }

  /** A plugin's own part, with its defaults. */
  public Settings plugin(String prefix, List<Setting> declared) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Setting setting : declared) {
      String text = given(prefix + setting.name());
      if (text != null) {
        texts.put(setting.name(), text);
      }
    }
    return Settings.of(prefix, declared, texts);
  }

  /** Lines for the operator about what was ignored. */
  public List<String> warnings() {
    return warnings;
  }

  /** Values given by name, for a test or an embedded node; nothing else is looked at. */
  public static Config of(Map<String, String> values, List<Property<?>> declared) {
    return load(new Sources(new TreeMap<>(values), Map.of(), null), declared);
  }

  private @Nullable String given(String name) {
    return layers.getString(name);
  }
}
