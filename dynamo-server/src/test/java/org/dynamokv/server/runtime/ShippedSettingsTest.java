package org.dynamokv.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Property;
import org.dynamokv.server.config.SettingsText;
import org.dynamokv.server.config.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedSettingsTest {
  private static final Path SHIPPED = Path.of("src/main/dist/conf/dynamo.properties");

  private final List<Property<?>> declared =
      ServerProperties.declared(ShippedSettingsTest.class.getClassLoader());

  @TempDir Path folder;

  /** With -Ddynamo.write-settings=true the file is written anew. */
  @Test
  void shippedFileIsWhatTheDeclarationsSay() throws IOException {
    String text = SettingsText.of(declared);
    if (Boolean.getBoolean("dynamo.write-settings")) {
      Files.writeString(SHIPPED, text);
    }
    assertThat(SHIPPED).hasContent(text);
  }

  @Test
  void shippedFileIsReadableWithEveryCommentTakenAway() throws IOException {
    String given = Files.readString(SHIPPED).replaceAll("(?m)^#(?! )", "");
    Path file = Files.writeString(folder.resolve("all.properties"), given);
    Config config = Config.load(new Sources(new TreeMap<>(), Map.of(), file), declared);
    assertThat(declared.stream().filter(p -> !config.isGiven(p)).map(Property::name)).isEmpty();
  }

  @Test
  void everySettingTellsWhatGoesWrong() {
    assertThat(declared.stream().filter(p -> p.help().length() < 30).map(Property::name)).isEmpty();
  }

  @Test
  void contractsSettingsAreThereWithTheirDefaults() {
    Map<String, String> defaults = new TreeMap<>();
    declared.forEach(p -> defaults.put(p.name(), p.defaultText()));
    assertThat(defaults)
        .containsEntry("cluster.partitions", "256")
        .containsEntry("tcp.port", "20050")
        .containsEntry("http.port", "8098")
        .containsEntry("admin.port", "8099")
        .containsEntry("admin.host", "127.0.0.1")
        .containsEntry("replication.n", "3")
        .containsEntry("replication.r", "2")
        .containsEntry("replication.w", "2")
        .containsEntry("transport", "tcp")
        .containsEntry("storage", "lmdb")
        .containsKeys("cluster.name", "node.name", "node.rack", "data.dir", "listen.host", "seeds");
  }
}
