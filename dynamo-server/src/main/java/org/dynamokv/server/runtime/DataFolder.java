package org.dynamokv.server.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one node's data, for this process and this object alone until it is closed. It
 * holds {@code lock}, {@code node.id} (see {@link IdentityFile}) and one folder for each engine.
 */
final class DataFolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

  private final Path directory;
  private final FileChannel lockFile;

  private DataFolder(Path directory, FileChannel lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /** Makes the folder when there is none, and takes hold of it. */
  static DataFolder open(Path directory) throws StartException {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartException("the data folder " + directory + " is in use by another node");
      }
      return new DataFolder(directory, channel);
    } catch (IOException e) {
      throw new StartException("cannot use the data folder " + directory + ": " + e, e);
    }
  }

  /** Null when another process, or another node in this one, has it. */
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** A folder of its own for an engine, which exists. */
  Path forEngine(String storage) throws StartException {
    Path folder = directory.resolve(storage);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StartException("cannot make the folder " + folder + ": " + e, e);
    }
  }

  /** Who the node in this folder is. */
  IdentityFile identity() {
    return new IdentityFile(directory);
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      log.warn("could not let go of {}: {}", directory, e.toString());
    }
  }
}
