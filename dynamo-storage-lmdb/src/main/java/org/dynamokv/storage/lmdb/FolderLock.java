package org.dynamokv.storage.lmdb;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sole use of a folder, until it is released or the process ends. */
final class FolderLock {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
  private static final String FILE = "dynamo.lock";

  // Where engines of this process meet. On POSIX, closing any channel to a file drops the process's
  // locks on it, so a folder that is open here must be refused before its file is touched.
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Refuses at once, with UNAVAILABLE, when the folder is in use. */
  static FolderLock acquire(Path directory) throws StorageException {
    try {
      Path folder = directory.toRealPath();
      if (!OPEN_HERE.add(folder)) {
        throw inUse(folder);
      }
      return lock(folder);
    } catch (IOException e) {
      throw new StorageException(Kind.IO, "cannot lock the data folder " + directory, e);
    }
  }

  private static FolderLock lock(Path folder) throws IOException, StorageException {
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(folder.resolve(FILE), CREATE, WRITE);
      locked = channel.tryLock() != null;
      if (!locked) {
        throw inUse(folder);
      }
      return new FolderLock(folder, channel);
    } finally {
      if (!locked) {
        OPEN_HERE.remove(folder);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static StorageException inUse(Path folder) {
    return new StorageException(
        Kind.UNAVAILABLE, "the data folder " + folder + " is in use by another process or engine");
  }

  Path folder() {
    return folder;
  }

  void release() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("cannot close the lock of {}", folder, e);
    } finally {
      OPEN_HERE.remove(folder);
    }
  }
}
