package org.dynamokv.server.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Sources;
import org.dynamokv.server.runtime.ServerProperties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server's settings come from. */
final class SettingsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file. Default: conf/dynamo.properties of the distribution.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting, stronger than environment and file; may be repeated.")
  private List<String> assignments = List.of();

  // Mutable state
  private final Map<String, String> flags = new LinkedHashMap<>();

  /** A flag that gives a setting; null for one that was not used. */
  void flag(String setting, String flag, @Nullable String value) {
    if (value != null) {
      put(setting, value, flag);
    }
  }

  /** Reads everything; a warning is one line on standard error. */
  Config load(ClassLoader plugins) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        throw new ParameterException(
            spec.commandLine(), "--set " + assignment + " is not KEY=VALUE");
      }
      put(assignment.substring(0, equals).trim(), assignment.substring(equals + 1), "--set");
    }
    Config config = load(flags, plugins);
    config.warnings().forEach(line -> System.err.println("dynamo: warning: " + line));
    return config;
  }

  /** The same with some settings given over all others. */
  Config load(Map<String, String> arguments, ClassLoader plugins) {
    Path source = file == null ? Home.settingsFile() : file;
    return Config.load(
        new Sources(new TreeMap<>(arguments), System.getenv(), source),
        ServerProperties.declared(plugins));
  }

  /** The settings of the command line alone. */
  Map<String, String> given() {
    return flags;
  }

  private void put(String setting, String value, String how) {
    if (flags.put(setting, value) != null) {
      throw new ParameterException(
          spec.commandLine(), setting + " is given twice on the command line, also by " + how);
    }
  }
}
