package org.dynamokv.core.replica;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.version.StoredObject;

/**
 * Walks over many stored copies, a page at a time: for hand-off, moves and clearing up. One thread.
 */
public final class Walks {
  /** No tenure at all: see {@link #dropOthers}. */
  public static final long NO_TENURE = -1;

  private static final int MAX_PAGE_ENTRIES = 4096;
  private static final long MAX_PAGE_BYTES = 4 << 20;

  private final Storage storage;
  private final Events events;

  /** A copy as a walk finds it. */
  public record OwnCopy(Slot slot, StoredObject object) {}

  /** Over a storage. */
  public Walks(Storage storage, Events events) {
    this.storage = storage;
    this.events = events;
  }

  /**
   * A page of hints, of all shards, after a storage key (EMPTY is the beginning); an empty page is
   * the end.
   */
  public void hints(Bytes after, int maxHints, Answer<List<StoredHint>> answer) {
    page(Slot.hintsPrefix(), after, maxHints, MAX_PAGE_BYTES, each(answer, Walks::hint));
  }

  private static StoredHint hint(Entry e) {
    return new StoredHint(Slot.parse(e.key()), Copy.decode(e.value()).object(), e.value());
  }

  /**
   * A page of this node's copies of a partition, in key order, after a storage key (EMPTY is the
   * beginning); an empty page is the end.
   */
  public void own(
      int partition, long tenure, Bytes after, long maxBytes, Answer<List<OwnCopy>> answer) {
    page(
        Slot.ownPrefix(partition, tenure),
        after,
        MAX_PAGE_ENTRIES,
        maxBytes,
        each(answer, Walks::own));
  }

  private static OwnCopy own(Entry e) {
    return new OwnCopy(Slot.parse(e.key()), Copy.decode(e.value()).object());
  }

  private <T> Answer<List<Entry>> each(Answer<List<T>> answer, Function<Entry, T> map) {
    return new Mapped<List<Entry>, List<T>>(
        answer, page -> page.stream().map(map).toList(), events);
  }

  private void page(
      byte[] prefix, Bytes after, int maxEntries, long maxBytes, Answer<List<Entry>> answer) {
    byte[] from = after.length() == 0 ? prefix : Arrays.copyOf(after.array(), after.length() + 1);
    storage.scan(from, Slot.after(prefix), maxEntries, maxBytes, answer);
  }

  /**
   * Removes all own copies of a partition but those of one tenure; answers whether there were any.
   *
   * @param tenureToKeep asked before each removal: a new ownership may begin while old copies go
   */
  public void dropOthers(int partition, LongSupplier tenureToKeep, Answer<Boolean> answer) {
    new Drop(partition, tenureToKeep, answer).from(Slot.partitionPrefix(partition));
  }

  /** Goes from tenure to tenure of one partition. */
  private final class Drop {
    private final int partition;
    private final LongSupplier keep;
    private final Answer<Boolean> answer;
    // Mutable state
    private boolean dropped;

    Drop(int partition, LongSupplier keep, Answer<Boolean> answer) {
      this.partition = partition;
      this.keep = keep;
      this.answer = answer;
    }

    void from(byte[] from) {
      byte[] end = Slot.after(Slot.partitionPrefix(partition));
      Answer<List<Long>> next = new Step<>(answer, this::tenure);
      storage.scan(from, end, 1, 1, each(next, e -> Slot.parse(e.key()).tenure()));
    }

    private void tenure(List<Long> first) {
      if (first.isEmpty()) {
        answer.done(dropped);
        return;
      }
      byte[] prefix = Slot.ownPrefix(partition, first.get(0));
      byte[] end = Slot.after(prefix);
      if (first.get(0) == keep.getAsLong()) {
        from(end);
        return;
      }
      dropped = true;
      storage.dropRange(prefix, end, new Step<>(answer, ok -> from(end)));
    }
  }

  /** Goes on when it worked; passes an error on. */
  private record Step<T>(Answer<?> onError, Consumer<T> goOn) implements Answer<T> {
    @Override
    public void done(T result) {
      goOn.accept(result);
    }

    @Override
    public void failed(StorageException error) {
      onError.failed(error);
    }
  }
}
