package org.dynamokv.core.sample;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.dynamokv.core.spi.Write;

/** How a batch looks in the log: one record, so that it is there as a whole or not at all. */
final class Batch {
  /** Length of the writes (4 bytes), and their CRC-32C (4 bytes). */
  static final int HEADER_BYTES = 8;

  /** What a write has besides its key and value: the lengths of both. */
  static final int WRITE_BYTES = 8;

  /** Stands for the value's length where a key is deleted. */
  static final int DELETED = -1;

  private Batch() {}

  /** Header, then of each write: key length, value length or -1, key, value. */
  static byte[] encode(List<Write> writes) {
    int size = HEADER_BYTES;
    for (Write write : writes) {
      size = Math.addExact(size, WRITE_BYTES + write.key().length);
      size = Math.addExact(size, write instanceof Write.Put put ? put.value().length : 0);
    }
    ByteBuffer record = ByteBuffer.allocate(size).putInt(size - HEADER_BYTES).putInt(0);
    writes.forEach(write -> encode(record, write));
    return record.putInt(4, crc(record.array(), HEADER_BYTES, size - HEADER_BYTES)).array();
  }

  private static void encode(ByteBuffer to, Write write) {
    if (write instanceof Write.Put put) {
      to.putInt(put.key().length).putInt(put.value().length).put(put.key()).put(put.value());
    } else {
      to.putInt(write.key().length).putInt(DELETED).put(write.key());
    }
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
