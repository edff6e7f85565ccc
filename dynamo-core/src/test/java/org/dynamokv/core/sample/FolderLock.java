package org.dynamokv.core.sample;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;

/** Keeps a second engine out of a folder; the operating system frees it when the process ends. */
record FolderLock(Path folder, FileChannel channel) {
  static FolderLock acquire(Path folder) throws StorageException {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isOurs(channel)) {
        return new FolderLock(folder, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw Trouble.of("cannot lock " + folder, e);
    }
    throw new StorageException(Kind.UNAVAILABLE, folder + " is in use by another engine");
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  /** A file's name stands on the disk only when its folder was synced. */
  void syncFolder() throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  void release() {
    Quietly.close(channel);
  }
}
