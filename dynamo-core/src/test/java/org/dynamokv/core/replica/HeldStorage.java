package org.dynamokv.core.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/**
 * A storage that reads at once, and whose writes end, in order, when a test says so. A drop of a
 * range takes until all writes have ended.
 */
public final class HeldStorage implements Storage {
  private record Held(Runnable work, Answer<Boolean> answer) {}

  // Mutable state
  private final NavigableMap<byte[], byte[]> committed = new TreeMap<>(Arrays::compareUnsigned);
  private final Deque<Held> held = new ArrayDeque<>();
  private final Deque<Held> drops = new ArrayDeque<>();

  /** The next write succeeds. */
  public void end() {
    end(held.remove());
  }

  private static void end(Held next) {
    next.work.run();
    next.answer.done(true);
  }

  /** The next write fails. */
  public void fail() {
    held.remove().answer.failed(new StorageException(StorageException.Kind.IO, "on purpose"));
  }

  /** Everything succeeds, also what follows from it. */
  public void endAll() {
    while (!held.isEmpty() || !drops.isEmpty()) {
      end(held.isEmpty() ? drops.remove() : held.remove());
    }
  }

  @Override
  public void get(byte[] key, Answer<byte @Nullable []> answer) {
    answer.done(committed.get(key));
  }

  @Override
  public void apply(List<Write> batch, Answer<Boolean> answer) {
    held.add(new Held(() -> batch.forEach(this::apply), answer));
  }

  private void apply(Write write) {
    if (write instanceof Write.Put put) {
      committed.put(put.key(), put.value());
    } else {
      committed.remove(write.key());
    }
  }

  @Override
  public void scan(
      byte[] from,
      byte @Nullable [] to,
      int maxEntries,
      long maxBytes,
      Answer<List<Entry>> answer) {
    List<Entry> page = new ArrayList<>();
    for (Map.Entry<byte[], byte[]> e : committed.tailMap(from, true).entrySet()) {
      if (page.size() < maxEntries && (to == null || Arrays.compareUnsigned(e.getKey(), to) < 0)) {
        page.add(new Entry(e.getKey(), e.getValue()));
      }
    }
    answer.done(page);
  }

  @Override
  public void dropRange(byte[] from, byte @Nullable [] to, Answer<Boolean> answer) {
    drops.add(
        new Held(
            () ->
                committed
                    .keySet()
                    .removeIf(
                        k ->
                            Arrays.compareUnsigned(k, from) >= 0
                                && (to == null || Arrays.compareUnsigned(k, to) < 0)),
            answer));
  }
}
