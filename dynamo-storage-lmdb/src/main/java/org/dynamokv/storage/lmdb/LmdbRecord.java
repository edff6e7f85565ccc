package org.dynamokv.storage.lmdb;

import java.util.zip.CRC32C;
import org.dynamokv.core.spi.StorageException;

/**
 * What LMDB stores under a key: CRC32C over LMDB key and value (4 bytes, in the machine's byte
 * order like all of an LMDB file), then the value.
 */
final class LmdbRecord {
  static final int HEADER_BYTES = 4;

  private LmdbRecord() {}

  /** Fills the room that LMDB made for a record. */
  static void write(Slice room, byte[] level, byte[] key, int from, int to, byte[] value) {
    room.memory().putInt(0, checksum(level, key, from, to, value));
    room.memory().put(HEADER_BYTES, value, 0, value.length);
  }

  /** The value of a record whose checksum is right; else nothing of it is given out. */
  static byte[] read(Slice record, byte[] level, byte[] key, int from, int to)
      throws StorageException {
    if (record.length() >= HEADER_BYTES) {
      byte[] value = record.copy(HEADER_BYTES);
      if (record.memory().getInt(0) == checksum(level, key, from, to, value)) {
        return value;
      }
    }
    throw new StorageException(
        StorageException.Kind.CORRUPT,
        "a record of %d bytes under a key of %d bytes fails its checksum"
            .formatted(record.length(), level.length + to - from));
  }

  private static int checksum(byte[] level, byte[] key, int from, int to, byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(level, 0, level.length);
    crc.update(key, from, to - from);
    crc.update(value, 0, value.length);
    return (int) crc.getValue();
  }
}
