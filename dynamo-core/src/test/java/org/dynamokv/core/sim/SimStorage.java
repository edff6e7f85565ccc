package org.dynamokv.core.sim;

import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/** A machine's disk as one shard of one boot sees it: answers never reach a later boot. */
final class SimStorage implements Storage {
  private final SimHost host;
  private final SimDisk disk;

  private interface Read<T> {
    T run() throws StorageException;
  }

  SimStorage(SimHost host) {
    this.host = host;
    this.disk = host.disk();
  }

  @Override
  public void get(byte[] key, Answer<byte @Nullable []> answer) {
    read(() -> disk.read(key), answer);
  }

  @Override
  public void scan(
      byte[] from,
      byte @Nullable [] to,
      int maxEntries,
      long maxBytes,
      Answer<List<Entry>> answer) {
    read(() -> disk.scan(from, to, maxEntries, maxBytes), answer);
  }

  private <T extends @Nullable Object> void read(Read<T> read, Answer<T> answer) {
    if (disk.readsAtOnce()) {
      answer(read, answer);
    } else {
      host.after(disk.delayMillis(), () -> answer(read, answer));
    }
  }

  private static <T extends @Nullable Object> void answer(Read<T> read, Answer<T> answer) {
    T result;
    try {
      result = read.run();
    } catch (StorageException e) {
      answer.failed(e);
      return;
    }
    answer.done(result);
  }

  @Override
  public void apply(List<Write> batch, Answer<Boolean> answer) {
    List<Write> copy = List.copyOf(batch);
    disk.write(
        new SimDisk.Job() {
          @Override
          public List<Write> batch() {
            return copy;
          }

          @Override
          public void durable() {
            host.after(0, () -> answer.done(true));
          }

          @Override
          public void failed(StorageException error) {
            host.after(0, () -> answer.failed(error));
          }
        });
  }

  @Override
  public void dropRange(byte[] from, byte @Nullable [] to, Answer<Boolean> answer) {
    host.after(disk.delayMillis(), () -> dropPiece(from, to, answer));
  }

  private void dropPiece(byte[] from, byte @Nullable [] to, Answer<Boolean> answer) {
    boolean more;
    try {
      more = disk.dropPiece(from, to);
    } catch (StorageException e) {
      answer.failed(e);
      return;
    }
    if (more) {
      dropRange(from, to, answer);
    } else {
      answer.done(true);
    }
  }
}
