package org.dynamokv.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.value.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  private static final Property<String> NAME =
      new Property<>("node.name", "nobody", "", Kinds.text());
  private static final Property<Integer> PORT = new Property<>("tcp.port", "1", "", Kinds.port());
  private static final Property<Long> SIZE =
      new Property<>("value.max-bytes", "16m", "", Kinds.bytes(1, 1L << 30));
  private static final Property<List<Endpoint>> SEEDS =
      new Property<>("seeds", "", "", Kinds.endpoints());
  private static final Property<String> STORAGE =
      new Property<>("storage", "lmdb", "", Kinds.text());
  private static final List<Setting> PLUGIN = List.of(new Setting("sync", "commit", "when"));
  private static final List<Property<?>> ALL =
      List.of(NAME, PORT, SIZE, SEEDS, STORAGE, Property.ofPlugin("storage.lmdb.", PLUGIN.get(0)));

  @TempDir Path folder;

  @Test
  void commandLineBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
    Path file = file("node.name=file\ntcp.port=2\nvalue.max-bytes=2k");
    Config config =
        Config.load(
            new Sources(
                new TreeMap<>(Map.of("node.name", "flag")),
                Map.of("DYNAMO_NODE_NAME", "env", "DYNAMO_TCP_PORT", "3"),
                file),
            ALL);
    assertThat(config.get(NAME)).isEqualTo("flag");
    assertThat(config.get(PORT)).isEqualTo(3);
    assertThat(config.get(SIZE)).isEqualTo(2048);
    assertThat(config.get(STORAGE)).isEqualTo("lmdb");
  }

  @Test
  void dotsAndDashesOfANameAreUnderscoresInTheEnvironment() {
    Config config =
        Config.load(
            new Sources(
                new TreeMap<>(),
                Map.of("DYNAMO_VALUE_MAX_BYTES", "1k", "DYNAMO_STORAGE_LMDB_SYNC", "none"),
                null),
            ALL);
    assertThat(config.get(SIZE)).isEqualTo(1024);
    assertThat(config.plugin("storage.lmdb.", PLUGIN).text("sync")).isEqualTo("none");
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void pluginsGetTheirOwnPartWithDefaults() {
    Config config = Config.of(Map.of(), ALL);
    assertThat(config.plugin("storage.lmdb.", PLUGIN).text("sync")).isEqualTo("commit");
  }

  @ParameterizedTest
  @CsvSource({
    "node.nam,node.name",
    "tpc.port,tcp.port",
    "tcp_port,tcp.port",
    "value.max-byte,value.max-bytes",
    "storage.lmdb.snyc,storage.lmdb.sync"
  })
  void unknownSettingNamesTheNearestKnownOne(String wrong, String nearest) throws IOException {
    assertThatThrownBy(() -> Config.of(Map.of(wrong, "x"), ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown setting " + wrong + " (command line); nearest: " + nearest);
    Path file = file(wrong + "=x");
    assertThatThrownBy(() -> load(file))
        .hasMessage("unknown setting " + wrong + " (" + file + "); nearest: " + nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"include", "x", "node", "quite.something.else"})
  void unknownSettingThatIsNearNoneSaysWhereTheyAre(String wrong) {
    assertThatThrownBy(() -> Config.of(Map.of(wrong, "x"), ALL))
        .hasMessageContaining("unknown setting " + wrong)
        .hasMessageEndingWith("; conf/dynamo.properties lists the settings");
  }

  @Test
  void unknownVariableIsAWarningThatNamesTheNearest() {
    Sources sources =
        new Sources(
            new TreeMap<>(),
            Map.of("DYNAMO_NODE_NAM", "x", "DYNAMO_OPTS", "-Xmx1g", "PATH", "/bin"),
            null);
    assertThat(Config.load(sources, ALL).warnings())
        .containsExactly(
            "the environment variable DYNAMO_NODE_NAM is ignored: no setting has that name;"
                + " nearest: DYNAMO_NODE_NAME");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp.port|70000|tcp.port=70000 is not within 0 to 65535",
        "tcp.port|-1|tcp.port=-1 is not within 0 to 65535",
        "tcp.port|high|tcp.port=high is not a whole number",
        "tcp.port|''|tcp.port= is not a whole number",
        "value.max-bytes|0|value.max-bytes=0 is not within 1 to 1073741824",
        "value.max-bytes|2t|value.max-bytes=2t is not within 1 to 1073741824",
        "value.max-bytes|9999999999t|value.max-bytes=9999999999t is not a size that a computer can have",
        "value.max-bytes|m|value.max-bytes=m is not a whole number",
        "seeds|localhost|seeds: 'localhost' is not HOST:PORT"
      })
  void badValueNamesSettingValueAndBounds(String name, String value, String message) {
    assertThatThrownBy(() -> Config.of(Map.of(name, value), ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void listsOfEndpointsTakeBlanksAndIpv6() {
    assertThat(Config.of(Map.of("seeds", "a:1, [::1]:2 ,"), ALL).get(SEEDS))
        .containsExactly(new Endpoint("a", 1), new Endpoint("::1", 2));
  }

  @Test
  void settingGivenTwiceInTheFileIsRefused() throws IOException {
    Path file = file("tcp.port=1\ntcp.port=2");
    assertThatThrownBy(() -> load(file)).hasMessage("tcp.port is given more than once in " + file);
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("absent");
    assertThatThrownBy(() -> load(file)).hasMessage("no settings file " + file);
  }

  @Test
  void twoSettingsOfOneVariableCannotBeDeclared() {
    Property<String> clash = new Property<>("node-name", "", "", Kinds.text());
    assertThatThrownBy(() -> Config.of(Map.of(), List.of(NAME, clash)))
        .hasMessage("node-name is declared twice");
  }

  private static Config load(Path file) {
    return Config.load(new Sources(new TreeMap<>(), Map.of(), file), ALL);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("dynamo.properties"), text);
  }
}
