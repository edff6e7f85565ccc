package org.dynamokv.core.replica;

import java.util.Arrays;
import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.CoordinatedPut;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * This node's copies of the keys of one shard: own ones and hints. It only merges: it never
 * refuses, collapses, expires or truncates (paper 4.4; DATA-MODEL rule "A replica only merges").
 * One thread.
 */
public final class Replica {
  private static final int MAX_HINTS_A_KEY = 64;

  private final Storage storage;
  private final Events events;
  private final Actors actors;
  private final Cells cells;
  // Mutable state
  private final Hints hints = new Hints();

  /**
   * Over a storage.
   *
   * @param lane this shard's number, of {@code lanes}: no two shards give out the same actor
   */
  public Replica(Storage storage, Self self, Events events, int lane, int lanes) {
    this.storage = storage;
    this.events = events;
    this.actors = new Actors(self, lane, lanes);
    this.cells = new Cells(storage, events, actors::voidAll);
  }

  /** What is kept for others. */
  public Hints hints() {
    return hints;
  }

  /** How many keys a change is under way for. */
  public int busyKeys() {
    return cells.size();
  }

  /**
   * Runs something when all merges and puts that were asked for before have ended, durable or not:
   * at once if there are none.
   */
  public void whenEnded(Runnable then) {
    cells.whenEnded(then);
  }

  /**
   * Reads a committed copy; EMPTY when there is none. A corrupt record is an error, never an absent
   * one.
   */
  public void read(Slot slot, Answer<StoredObject> answer) {
    storage.get(
        slot.storageKey().array(),
        new Mapped<byte @Nullable [], StoredObject>(
            answer,
            record -> record == null ? StoredObject.EMPTY : Copy.decode(record).object(),
            events));
  }

  /** Reads the digest of a committed copy; no bytes when there is none. */
  public void readDigest(Slot slot, Answer<Bytes> answer) {
    storage.get(
        slot.storageKey().array(),
        new Mapped<byte @Nullable [], Bytes>(
            answer, record -> record == null ? Bytes.EMPTY : Copy.digest(record), events));
  }

  /** What all hints for a key know together; EMPTY when there are none. */
  public void readHints(int partition, Key key, Answer<StoredObject> answer) {
    byte[] prefix = Slot.hintsPrefix(partition, key);
    storage.scan(
        prefix,
        Slot.after(prefix),
        MAX_HINTS_A_KEY,
        Long.MAX_VALUE,
        new Mapped<List<Entry>, StoredObject>(answer, Replica::mergeAll, events));
  }

  private static StoredObject mergeAll(List<Entry> entries) {
    StoredObject all = StoredObject.EMPTY;
    for (Entry e : entries) {
      all = all.merge(Copy.decode(e.value()).object());
    }
    return all;
  }

  /** Merges an object into a copy; answers when the result is durable. */
  public void merge(Slot slot, StoredObject object, Answer<Boolean> durable) {
    Bytes key = slot.storageKey();
    cells.change(
        key,
        new Counted(slot) {
          @Override
          public Cells.Next apply(byte @Nullable [] record) {
            Copy now = present(record);
            Actor actor = actors.afterMerge(now.object(), now.actor(), object.vector());
            byte[] next = new Copy(now.object().merge(object), actor).encode();
            return new Cells.Next(next, durable);
          }

          @Override
          public void failed(StorageException error) {
            durable.failed(error);
          }
        });
  }

  /**
   * Applies a coordinated put to a copy. {@code answer} first hears what was decided, on the copy
   * as it is with all queued writes, and then, unless it was refused, whether that is durable.
   */
  public void put(Slot slot, CoordinatedPut put, PutAnswer answer) {
    cells.change(
        slot.storageKey(),
        new Counted(slot) {
          @Override
          public Cells.@Nullable Next apply(byte @Nullable [] record) {
            Copy now = present(record);
            Actor actor = actors.forPut(now.object(), now.actor(), put.context().vector());
            CoordinatedPut.Result result = put.applyTo(now.object(), actor);
            answer.decided(result);
            if (!(result instanceof CoordinatedPut.Applied applied)) {
              return null;
            }
            byte[] next = new Copy(applied.object(), actor).encode();
            return new Cells.Next(next, answer);
          }

          @Override
          public void failed(StorageException error) {
            answer.failed(error);
          }
        });
  }

  /** A record that cannot be decoded is a lost copy, as one that fails its checksum. */
  private Copy present(byte @Nullable [] record) {
    if (record == null) {
      return Copy.NONE;
    }
    try {
      return Copy.decode(record);
    } catch (IllegalArgumentException e) {
      events.storageFailed(StorageException.Kind.CORRUPT.name());
      return Copy.NONE;
    }
  }

  /**
   * Hears of a coordinated put: {@code decided} once, and then {@code done} or {@code failed}
   * unless it was refused.
   */
  public interface PutAnswer extends Answer<Boolean> {
    /**
     * What became of it; not yet durable. Not called when the copy could not be read: then {@code
     * failed} alone.
     */
    void decided(CoordinatedPut.Result result);
  }

  /** Removes a hint if it still is what was delivered; answers whether it was removed. */
  public void removeHint(Slot slot, byte[] delivered, Answer<Boolean> answer) {
    cells.change(
        slot.storageKey(),
        new Counted(slot) {
          @Override
          public Cells.@Nullable Next apply(byte @Nullable [] record) {
            if (!Arrays.equals(record, delivered)) {
              answer.done(false);
              return null;
            }
            return new Cells.Next(null, answer);
          }

          @Override
          public void failed(StorageException error) {
            answer.failed(error);
          }
        });
  }

  /** Counts a hint that a walk has found at the start. */
  public void found(StoredHint hint) {
    hints.changed(hint.slot().hintFor(), 0, hint.record().length);
  }

  /** Keeps the count of hints right. */
  private abstract class Counted implements Cells.Change {
    private final Slot slot;

    Counted(Slot slot) {
      this.slot = slot;
    }

    @Override
    public void stored(byte @Nullable [] before, byte @Nullable [] after) {
      if (slot.isHint()) {
        hints.changed(slot.hintFor(), length(before), length(after));
      }
    }

    private static long length(byte @Nullable [] record) {
      return record == null ? 0 : record.length;
    }
  }
}
