package org.dynamokv.bench.load;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a run, with the context that the last writer of each was given. A key has one writer
 * at a time, so that a write is an ordinary update and leaves no siblings. Any thread.
 */
final class KeySpace {
  private static final int STAMP_BYTES = 16;

  private final Bytes bucket;
  private final byte[] filler;
  private final long run = ThreadLocalRandom.current().nextLong();

  // Mutable state
  private final AtomicReferenceArray<@Nullable Bytes> contexts;
  private final AtomicIntegerArray busy;
  private final AtomicLong written = new AtomicLong();

  KeySpace(String bucket, int keys, int valueBytes) {
    this.bucket = Bytes.utf8(bucket);
    contexts = new AtomicReferenceArray<>(keys);
    busy = new AtomicIntegerArray(keys);
    filler = new byte[valueBytes];
    ThreadLocalRandom.current().nextBytes(filler);
  }

  int size() {
    return busy.length();
  }

  Key key(int index) {
    return new Key(bucket, Bytes.utf8("key-" + index));
  }

  /** Any key. */
  int random() {
    return ThreadLocalRandom.current().nextInt(size());
  }

  /** A random key that nobody else writes, until {@link #release}. */
  int acquire() {
    int index = random();
    while (!busy.compareAndSet(index, 0, 1)) {
      index = (index + 1) % size();
    }
    return index;
  }

  void release(int index) {
    busy.set(index, 0);
  }

  /** What the key's last writer has seen; null when that is not known. */
  @Nullable Bytes context(int index) {
    return contexts.get(index);
  }

  void remember(int index, @Nullable Bytes context) {
    contexts.set(index, context);
  }

  int valueBytes() {
    return filler.length;
  }

  /** A value that was never written before (from 16 bytes on). */
  Content newValue() {
    byte[] value = filler.clone();
    if (value.length >= STAMP_BYTES) {
      stamp(value, 0, run);
      stamp(value, Long.BYTES, written.incrementAndGet());
    }
    return Content.of(Bytes.wrap(value));
  }

  private static void stamp(byte[] value, int at, long number) {
    for (int i = 0; i < Long.BYTES; i++) {
      value[at + i] = (byte) (number >>> 8 * i);
    }
  }
}
