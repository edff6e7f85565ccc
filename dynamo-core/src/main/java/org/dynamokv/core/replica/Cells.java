package org.dynamokv.core.replica;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Read-modify-write, one at a time for each storage key, seeing writes that are queued but not yet
 * committed (DATA-MODEL, flaw 3). One thread.
 *
 * <p>A cell exists while something happens under its key: while its record is read, further changes
 * wait; while writes are under way, the last of them is what the next change starts from. A record
 * that fails its checksum counts as lost: the change starts from nothing.
 */
final class Cells {
  /** Makes the next record from the present one; null leaves it as it is. */
  interface Change {
    /** Called once; {@code now} is null when there is no record. */
    @Nullable Next apply(byte @Nullable [] now);

    /** The record could not be read. */
    void failed(StorageException error);

    /**
     * What it made is durable, in the place of {@code before}: the record that stood there, which
     * is not the one that it was made from when a write between the two has failed.
     */
    default void stored(byte @Nullable [] before, byte @Nullable [] after) {}
  }

  /** What to write, null to remove, and who is told when it is durable. */
  record Next(byte @Nullable [] record, Answer<Boolean> durable) {}

  /** The changes that were asked for between two calls of {@link #whenEnded}. */
  private static final class Era {
    int open = 1; // one for the call that closes it
    Runnable whenEnded = () -> {};

    void one() {
      if (--open == 0) {
        whenEnded.run();
      }
    }
  }

  private record Asked(Change change, Era era) {}

  private static final class Cell {
    final Deque<Asked> waiting = new ArrayDeque<>();
    boolean reading;
    int writing;
    byte @Nullable [] latest;
    byte @Nullable [] stored;
  }

  private final Storage storage;
  private final Events events;
  private final Runnable onFailedWrite;
  // Mutable state
  private final Map<Bytes, Cell> cells = new LinkedHashMap<>();
  private Era era = new Era();

  Cells(Storage storage, Events events, Runnable onFailedWrite) {
    this.storage = storage;
    this.events = events;
    this.onFailedWrite = onFailedWrite;
  }

  /** How many keys something happens to. */
  int size() {
    return cells.size();
  }

  /** Runs something when all changes that were asked for before have ended, durable or not. */
  void whenEnded(Runnable then) {
    Era before = era;
    Era after = new Era();
    after.open++; // an era ends after those before it
    before.whenEnded =
        () -> {
          then.run();
          after.one();
        };
    era = after;
    before.one();
  }

  void change(Bytes key, Change change) {
    Cell cell = cells.computeIfAbsent(key, k -> new Cell());
    Asked asked = new Asked(change, era);
    era.open++;
    if (cell.reading) {
      cell.waiting.add(asked);
    } else if (cell.writing > 0) {
      run(key, cell, asked, cell.latest);
    } else {
      read(key, cell, asked);
    }
  }

  private void read(Bytes key, Cell cell, Asked asked) {
    cell.reading = true;
    storage.get(
        key.array(),
        new Answer<>() {
          @Override
          public void done(byte @Nullable [] record) {
            cell.reading = false;
            cell.stored = record;
            run(key, cell, asked, record);
            goOn(key, cell);
          }

          @Override
          public void failed(StorageException error) {
            cell.reading = false;
            events.storageFailed(error.kind().name());
            if (error.kind() == StorageException.Kind.CORRUPT) {
              run(key, cell, asked, null);
            } else {
              asked.change.failed(error);
              asked.era.one();
            }
            goOn(key, cell);
          }
        });
  }

  private void run(Bytes key, Cell cell, Asked asked, byte @Nullable [] now) {
    Next next = asked.change.apply(now);
    if (next == null) {
      asked.era.one();
    } else if (cell.writing == 0 && now != null && Arrays.equals(now, next.record())) {
      next.durable().done(true); // it is already there, and committed
      asked.era.one();
    } else {
      write(key, cell, asked, next);
    }
  }

  private void write(Bytes key, Cell cell, Asked asked, Next next) {
    cell.latest = next.record();
    cell.writing++;
    Write write =
        next.record() == null
            ? new Write.Delete(key.array())
            : new Write.Put(key.array(), next.record());
    storage.apply(
        List.of(write),
        new Answer<>() {
          @Override
          public void done(Boolean ok) {
            cell.writing--;
            asked.change.stored(cell.stored, next.record());
            cell.stored = next.record();
            next.durable().done(ok);
            asked.era.one();
            goOn(key, cell);
          }

          @Override
          public void failed(StorageException error) {
            cell.writing--;
            events.storageFailed(error.kind().name());
            onFailedWrite.run();
            next.durable().failed(error);
            asked.era.one();
            goOn(key, cell);
          }
        });
  }

  private void goOn(Bytes key, Cell cell) {
    while (!cell.reading && !cell.waiting.isEmpty()) {
      Asked next = cell.waiting.remove();
      if (cell.writing > 0) {
        run(key, cell, next, cell.latest);
      } else {
        read(key, cell, next);
      }
    }
    if (!cell.reading && cell.writing == 0 && cell.waiting.isEmpty()) {
      cells.remove(key, cell);
    }
  }
}
