package org.dynamokv.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private final SplittableRandom random = new SplittableRandom(42);

  @TempDir Path parent;

  @Test
  void aFolderHasOneNodeAtATimeInOneProcessToo() throws StartException {
    Path folder = parent.resolve("made/when/missing");
    try (DataFolder first = DataFolder.open(folder)) {
      assertThat(first.forEngine("memory")).isDirectory();
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(StartException.class)
          .hasMessage("the data folder " + folder + " is in use by another node");
    }
    DataFolder.open(folder).close();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot use the data folder " + file);
  }

  @Test
  void theIdIsMadeOnceAndKept() throws Exception {
    NodeId made = identity().load("c", true, random);
    assertThat(identity().load("c", false, random)).isEqualTo(made);
    assertThat(parent.resolve("node.id")).hasContent(made + "\nc\n");
  }

  @Test
  void anEmptyEngineMeansANewId() throws Exception {
    NodeId made = identity().load("c", true, random);
    assertThat(identity().load("c", true, random)).isNotEqualTo(made);
  }

  @Test
  void dataOfAnotherClusterAreRefused() throws Exception {
    identity().load("c", true, random);
    assertThatThrownBy(() -> identity().load("d", false, random))
        .isInstanceOf(StartException.class)
        .hasMessage("the data in " + parent + " belong to cluster 'c', and cluster.name is 'd'");
  }

  @Test
  void aDamagedIdIsNotReplaced() throws Exception {
    Files.writeString(parent.resolve("node.id"), "what?\nc\n");
    assertThatThrownBy(() -> identity().load("c", false, random))
        .isInstanceOf(StartException.class)
        .hasMessage(parent.resolve("node.id") + " is damaged: 'what?' is no node id");
  }

  private IdentityFile identity() {
    return new IdentityFile(parent);
  }
}
