package org.dynamokv.core.sample;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.dynamokv.core.spi.Write;

/**
 * The file: records one after the other. Not thread-safe.
 *
 * <p>It is a RandomAccessFile because an interrupt of a reading thread closes a FileChannel.
 */
final class Log implements Closeable {
  private final Path path;
  private final RandomAccessFile file;

  // Mutable state
  private long end; // of the last record that was synced; nothing behind it counts

  Log(Path path) throws IOException {
    this.path = path;
    file = new RandomAccessFile(path.toFile(), "rw");
  }

  /** Reads all records into an index, and cuts off one that a crash has left unfinished. */
  void replay(Index index) throws IOException, StorageException {
    long size = file.length();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(path.toFile()), 1 << 16))) {
      while (size - end > Batch.HEADER_BYTES) {
        int length = in.readInt();
        int crc = in.readInt();
        long next = end + Batch.HEADER_BYTES + length;
        if (length == 0 || next > size) {
          break; // the file had grown, but its bytes had not arrived
        }
        byte[] record = record(in, length, end);
        if (Batch.crc(record, Batch.HEADER_BYTES, length) != crc) {
          checkIsLast(next, size);
          break;
        }
        index.follow(record, end);
        end = next;
      }
    }
    cut();
  }

  private byte[] record(DataInputStream in, int length, long at)
      throws IOException, StorageException {
    if (length < 0) {
      throw corrupt(at);
    }
    byte[] record = ByteBuffer.allocate(Batch.HEADER_BYTES + length).array();
    in.readFully(record, Batch.HEADER_BYTES, length);
    return record;
  }

  /** Only the last record can be unfinished: each one is synced before the next one is written. */
  private void checkIsLast(long next, long size) throws StorageException {
    if (next < size) {
      throw corrupt(end);
    }
  }

  private void cut() throws IOException {
    if (file.length() != end) {
      file.setLength(end);
      sync();
    }
  }

  /** Writes and syncs a batch; gives the record and the offset to an index when it is durable. */
  void append(List<Write> writes, Index index) throws IOException {
    byte[] record = Batch.encode(writes);
    cut(); // in case it failed when the last batch did
    try {
      file.seek(end);
      file.write(record);
      sync();
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
    index.follow(record, end);
    end += record.length;
  }

  private void takeBack(IOException cause) {
    try {
      cut();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  byte[] read(Index.Place place) throws StorageException {
    byte[] value = new byte[place.length()];
    try {
      file.seek(place.at());
      file.readFully(value);
    } catch (IOException e) {
      throw Trouble.of("cannot read " + path, e);
    }
    if (Batch.crc(value, 0, value.length) != place.crc()) {
      throw corrupt(place.at());
    }
    return value;
  }

  private StorageException corrupt(long at) {
    return new StorageException(Kind.CORRUPT, path + " is damaged at byte " + at);
  }

  private void sync() throws IOException {
    file.getFD().sync();
  }

  long bytes() {
    return end;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
