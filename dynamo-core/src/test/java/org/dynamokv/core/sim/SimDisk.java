package org.dynamokv.core.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/**
 * What outlives a crash. Writes wait in a queue, are made durable in groups, and are answered only
 * then; a crash loses the queue, but for a random part of the group that was being written. One
 * thread.
 */
public final class SimDisk {
  private static final int DROP_PIECE = 16;
  private static final int SLOW_FACTOR = 100;

  /** What may be wrong with a disk. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** Reads and writes fail. */
    IO,
    /** Writes fail, reads work. */
    FULL,
    /** Everything takes a hundred times as long. */
    SLOW
  }

  /** Sees each key as it becomes durable. */
  public interface Watch {
    /** {@code before} or {@code after} is null where there is no value. */
    void changed(byte[] key, byte @Nullable [] before, byte @Nullable [] after);
  }

  /** What waits for a group commit; exactly one of the two tasks runs, unless a crash comes. */
  interface Job {
    List<Write> batch();

    void durable();

    void failed(StorageException error);
  }

  private final Simulation sim;
  private final String name;
  private final RandomGenerator random;
  private final boolean readsAtOnce;
  private final int commitMillis;
  // Mutable state
  private final NavigableMap<byte[], byte[]> committed = new TreeMap<>(Arrays::compareUnsigned);
  private final Deque<Job> queue = new ArrayDeque<>();
  private int committing;
  private long crashes;
  private boolean steady;
  private Fault fault = Fault.NONE;
  private Watch watch = (key, before, after) -> {};

  SimDisk(Simulation sim, String name) {
    this.sim = sim;
    this.name = name;
    this.random = sim.random(name + "/disk");
    this.readsAtOnce = sim.random("disks").nextBoolean();
    this.commitMillis = 1 + sim.random("commits").nextInt(8);
  }

  /** From now on this is wrong with it. */
  public void fault(Fault what) {
    if (what != Fault.NONE) {
      sim.count("disk " + what);
    }
    sim.trace(() -> name + " disk: " + what);
    fault = what;
  }

  /** From now on reads take no time and commits 1 ms: what happens can be read and compared. */
  void steady() {
    steady = true;
  }

  /** Lets somebody see what becomes durable. */
  public void watch(Watch by) {
    watch = by;
  }

  /** How many keys are durable. */
  public int size() {
    return committed.size();
  }

  /** What is durable under a key, or null, whatever is wrong with the disk. */
  public byte @Nullable [] durable(byte[] key) {
    return committed.get(key);
  }

  /** Durable entries in key order, as they are now. */
  public List<Entry> entries() {
    return page(new byte[0], null, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  boolean readsAtOnce() {
    return (readsAtOnce || steady) && fault != Fault.SLOW;
  }

  long delayMillis() {
    long delay = steady ? 1 : random.nextInt(commitMillis + 1);
    return fault == Fault.SLOW ? delay * SLOW_FACTOR : delay;
  }

  byte @Nullable [] read(byte[] key) throws StorageException {
    checkReadable();
    byte[] value = committed.get(key);
    return value == null ? null : value.clone();
  }

  List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException {
    checkReadable();
    return page(from, to, maxEntries, maxBytes);
  }

  private List<Entry> page(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes) {
    List<Entry> page = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<byte[], byte[]> e : range(from, to).entrySet()) {
      if (page.size() == maxEntries || bytes >= maxBytes) {
        break;
      }
      page.add(new Entry(e.getKey().clone(), e.getValue().clone()));
      bytes += e.getKey().length + e.getValue().length;
    }
    return page;
  }

  private NavigableMap<byte[], byte[]> range(byte[] from, byte @Nullable [] to) {
    if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return new TreeMap<>(Arrays::compareUnsigned);
    }
    return to == null ? committed.tailMap(from, true) : committed.subMap(from, true, to, false);
  }

  /** Removes the first entries of a range; whether more are left. */
  boolean dropPiece(byte[] from, byte @Nullable [] to) throws StorageException {
    checkWritable();
    List<byte[]> first = range(from, to).keySet().stream().limit(DROP_PIECE).toList();
    first.forEach(key -> change(new Write.Delete(key)));
    return !range(from, to).isEmpty();
  }

  private void checkReadable() throws StorageException {
    if (fault == Fault.IO) {
      throw new StorageException(Kind.IO, name + " fails on purpose");
    }
  }

  private void checkWritable() throws StorageException {
    checkReadable();
    if (fault == Fault.FULL) {
      throw new StorageException(Kind.FULL, name + " is full on purpose");
    }
  }

  void write(Job job) {
    queue.add(job);
    if (committing == 0) {
      beginCommit();
    }
  }

  private void beginCommit() {
    committing = queue.size();
    long before = crashes;
    sim.after(
        delayMillis(),
        () -> {
          if (before == crashes) {
            endCommit();
          }
        });
  }

  /** One commit for all that waited when it began: they share its fate. */
  private void endCommit() {
    List<Job> group = new ArrayList<>();
    while (group.size() < committing) {
      group.add(queue.remove());
    }
    committing = 0;
    try {
      checkWritable();
      group.forEach(job -> job.batch().forEach(this::change));
      group.forEach(Job::durable);
    } catch (StorageException e) {
      group.forEach(job -> job.failed(e));
    }
    if (!queue.isEmpty()) {
      beginCommit();
    }
  }

  private void change(Write write) {
    byte[] key = write.key();
    byte[] after = write instanceof Write.Put put ? put.value() : null;
    byte[] before = after == null ? committed.remove(key) : committed.put(key, after);
    sim.note(Arrays.hashCode(key));
    sim.note(Arrays.hashCode(after));
    watch.changed(key, before, after);
  }

  /** Batches are whole or gone, and none is there without those before it. */
  void crash() {
    crashes++;
    int survive = committing == 0 || fault != Fault.NONE ? 0 : random.nextInt(committing + 1);
    for (int i = 0; i < survive; i++) {
      queue.remove().batch().forEach(this::change);
    }
    if (!queue.isEmpty()) {
      sim.count("un-synced writes lost");
    }
    queue.clear();
    committing = 0;
  }

  void destroy() {
    committed.clear();
    fault = Fault.NONE;
  }
}
