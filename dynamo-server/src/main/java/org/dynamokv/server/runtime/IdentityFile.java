package org.dynamokv.server.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dynamokv.core.value.NodeId;

/**
 * The file {@code node.id}: the node's id on the first line, the cluster's name on the second. It
 * is written once, whole and durable, and replaced only when the engine beside it is empty.
 */
final class IdentityFile {
  private final Path folder;
  private final Path file;

  IdentityFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("node.id");
  }

  /**
   * The node's id. A new one is drawn when there is none, and also when the engine holds nothing:
   * an id stands for data that others count on, so it is not used on when the data are gone.
   */
  NodeId load(String cluster, boolean engineIsEmpty, RandomGenerator random) throws StartException {
    try {
      if (engineIsEmpty || !Files.exists(file)) {
        return create(cluster, random);
      }
      return read(cluster);
    } catch (IOException e) {
      throw new StartException("cannot read or write " + file + ": " + e, e);
    }
  }

  private NodeId read(String cluster) throws IOException, StartException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() != 2) {
      throw new StartException(file + " is damaged: it should have two lines, an id and a cluster");
    }
    if (!lines.get(1).equals(cluster)) {
      throw new StartException(
          "the data in %s belong to cluster '%s', and cluster.name is '%s'"
              .formatted(folder, lines.get(1), cluster));
    }
    try {
      return NodeId.parse(lines.get(0));
    } catch (NumberFormatException e) {
      throw new StartException(file + " is damaged: '" + lines.get(0) + "' is no node id", e);
    }
  }

  private NodeId create(String cluster, RandomGenerator random) throws IOException {
    long bits = random.nextLong();
    NodeId id = new NodeId(bits == 0 ? 1 : bits);
    Path draft = folder.resolve("node.id.new");
    write(draft, id + "\n" + cluster + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder();
    return id;
  }

  private static void write(Path draft, String text) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /** Makes the rename durable. Windows cannot open a folder, and does not need to. */
  private void syncFolder() throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
