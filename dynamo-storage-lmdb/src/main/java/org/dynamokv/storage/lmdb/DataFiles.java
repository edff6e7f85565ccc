package org.dynamokv.storage.lmdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;

/**
 * Makes LMDB's two files safe to map. Touching a mapped page that has no place on the device kills
 * the process, so no such page may exist.
 */
final class DataFiles {
  private static final String DATA = "data.mdb";
  private static final String READER_TABLE = "lock.mdb";

  /** LMDB's header and each of its reader slots take a cache line, or a little more. */
  private static final int SLOT_BYTES = 128;

  private DataFiles() {}

  /**
   * Writes out the reader table, whole, before LMDB opens it: LMDB itself would leave a file of
   * holes, and need room on the device when a reader first comes to a slot. Only while nobody has
   * the environment open.
   */
  static void prepareReaderTable(Path folder, int maxReaders) throws StorageException {
    try {
      Files.write(folder.resolve(READER_TABLE), new byte[SLOT_BYTES * (maxReaders + 2)]);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  /**
   * Gives the data file its length when it was cut short: what is missing reads as zeros, which
   * LMDB and the checksums refuse.
   */
  static void fillUpTo(Path folder, long bytes) throws StorageException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(DATA).toFile(), "rw")) {
      if (file.length() < bytes) {
        file.setLength(bytes);
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  private static StorageException cannotWrite(Path folder, IOException e) {
    boolean full = new Failures(folder).usableBytes() < SLOT_BYTES * 1024L;
    return new StorageException(
        full ? Kind.FULL : Kind.IO, "cannot write in the data folder " + folder, e);
  }
}
