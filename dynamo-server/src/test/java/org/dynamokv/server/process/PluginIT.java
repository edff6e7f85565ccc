package org.dynamokv.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's storage in the plugins folder of a real server. */
@Timeout(300)
class PluginIT {
  @TempDir Path folder;
  private PluginDist dist;
  private Processes processes;

  @BeforeEach
  void unpack() throws Exception {
    dist = PluginDist.in(folder.resolve("dynamo"));
    processes = new Processes(dist.home());
  }

  @AfterEach
  void end() throws Exception {
    processes.killAll();
    dist.unlink();
  }

  @Test
  void serverOnAThirdPartysStorageKeepsItsDataThroughAKill() throws Exception {
    dist.addSample();
    NodeCommand command = NodeCommand.of("n", folder);
    Running first = start(command, "storage=logfile");
    String id = first.ready("id");
    assertThat(client("put", command, "k", "v").exitCode()).isZero();
    assertThat(Files.size(command.data().resolve("logfile/log"))).isPositive();
    first.kill();

    Running second = start(command, "storage=logfile");
    assertThat(second.ready("id")).isEqualTo(id);
    Running read = client("get", command, "k");
    assertThat(read.out()).as(read.toString()).isEqualTo("v");
    assertThat(second.stop()).isZero();
  }

  @Test
  void settingsOfAThirdPartysStorageAreChecked() throws Exception {
    dist.addSample();
    assertThat(refusal("storage=logfile", "storage.logfile.compact-above=much"))
        .contains("storage.logfile.compact-above=much is not a number");
    assertThat(refusal("storage=logfile", "storage.logfile.compact=1m"))
        .contains("unknown setting storage.logfile.compact")
        .contains("nearest: storage.logfile.compact-above");
  }

  @Test
  void unknownStorageNamesThoseFound() throws Exception {
    dist.addSample();
    assertThat(refusal("storage=papyrus"))
        .isEqualTo("dynamo: no storage named 'papyrus'; found: lmdb, logfile, memory");
  }

  @Test
  void jarsThatAreNoPluginsDoNoHarm() throws Exception {
    dist.addStrangers();
    dist.addSample();
    NodeCommand command = NodeCommand.of("n", folder);
    Running node = start(command, "storage=logfile");
    node.ready();
    assertThat(client("put", command, "k", "v").exitCode()).isZero();
    assertThat(node.stop()).isZero();
    assertThat(refusal("storage=papyrus"))
        .startsWith("dynamo: no storage named 'papyrus'; found: lmdb, logfile, memory; broken: ")
        .contains("org.example.Gone");
  }

  private Running start(NodeCommand command, String... settings) throws Exception {
    return processes.start(words(command, settings));
  }

  private Running client(String verb, NodeCommand node, String... words) throws Exception {
    return processes.client(
        Stream.of(new String[] {verb}, words, new String[] {"-s", node.tcp()})
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  /** The one line that a server says which does not start. */
  private String refusal(String... settings) throws Exception {
    Running node = processes.run(words(NodeCommand.of("refused", folder), settings));
    assertThat(node.exitCode()).as(node.toString()).isEqualTo(1);
    assertThat(node.out()).isEmpty();
    assertThat(node.err().lines()).as(node.toString()).hasSize(1);
    return node.err().trim();
  }

  private static String[] words(NodeCommand command, String... settings) {
    Stream<String> set = Stream.of(settings).flatMap(s -> Stream.of("--set", s));
    return Stream.concat(Stream.of(command.joining()), set).toArray(String[]::new);
  }
}
