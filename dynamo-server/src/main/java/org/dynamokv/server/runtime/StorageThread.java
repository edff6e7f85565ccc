package org.dynamokv.server.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes to a node's engine. Batches of all shards that wait at the same time
 * share one commit; each shard then gets its answers in one task.
 */
final class StorageThread implements AutoCloseable {
  /*
   * A joint commit that fails is done again batch by batch, in order: nothing of it was kept, and
   * a batch that the engine cannot take must not fail its neighbours. When the disk is full each
   * small commit fails quickly, and those that still fit are kept.
   *
   * Ranges are dropped one piece after each commit, so a long drop slows commits by a piece at most.
   */
  private static final Logger log = LoggerFactory.getLogger(StorageThread.class);
  private static final long CLOSE_MILLIS = 30_000;
  private static final int READERS = 2;
  private static final int MAX_QUEUED_READS = 8192;

  private final StorageEngine engine;
  private final StorageLimits limits;
  private final Thread thread;
  private final ThreadPoolExecutor readers;

  // Shared: shards put in, the storage thread takes out. Commit, Drop or STOP
  private final BlockingQueue<Object> queue;
  private static final Object STOP = new Object();
  private volatile boolean closed;

  // Mutable state of the storage thread
  private final Deque<Drop> drops = new ArrayDeque<>();
  private boolean stopping;

  StorageThread(StorageEngine engine, StorageLimits limits, String name) {
    this.engine = engine;
    this.limits = limits;
    this.queue = new ArrayBlockingQueue<>(limits.queued() + 1);
    this.readers =
        new ThreadPoolExecutor(
            READERS,
            READERS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_QUEUED_READS),
            task -> new Thread(task, name + "-read"));
    readers.allowCoreThreadTimeOut(true);
    this.thread = new Thread(this::run, name + "-storage");
    thread.start();
  }

  /** This storage for one shard: answers come as tasks of that executor. */
  Storage forShard(Executor shard) {
    return new ShardStorage(this, shard);
  }

  StorageEngine engine() {
    return engine;
  }

  /** False when too much waits, or after close. */
  boolean offer(Object commitOrDrop) {
    return !closed && queue.size() < limits.queued() && queue.offer(commitOrDrop);
  }

  /** False when too much waits, or after close. */
  boolean offerRead(Runnable read) {
    try {
      readers.execute(read);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  StorageException refusal() {
    return new StorageException(
        Kind.UNAVAILABLE, closed ? "the storage is closed" : "too many storage calls wait already");
  }

  static StorageException unexpected(RuntimeException e) {
    log.error("the storage engine failed in a way that it must not", e);
    return new StorageException(Kind.IO, "the storage engine failed: " + e, e);
  }

  private void run() {
    List<Commit> commits = new ArrayList<>();
    while (!stopping || !queue.isEmpty()) {
      collect(commits);
      if (!commits.isEmpty()) {
        commit(commits);
        tell(commits);
        commits.clear();
      }
      dropOnePiece();
    }
  }

  /** Waits for the first task unless there is something to drop, then takes what else waits. */
  private void collect(List<Commit> commits) {
    long bytes = 0;
    Object task = drops.isEmpty() ? take() : queue.poll();
    while (task != null) {
      if (task instanceof Commit commit) {
        commits.add(commit);
        bytes += commit.bytes();
      } else if (task instanceof Drop drop) {
        drops.add(drop);
      } else {
        stopping = true;
      }
      boolean full = commits.size() >= limits.joined() || bytes >= limits.joinedBytes();
      task = full ? null : queue.poll();
    }
  }

  private @Nullable Object take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but by mistake; what was accepted is still committed.
      log.warn("the storage thread was interrupted");
      return null;
    }
  }

  private void commit(List<Commit> commits) {
    if (commits.size() == 1) {
      commitAlone(commits.get(0));
      return;
    }
    List<Write> all = new ArrayList<>();
    commits.forEach(commit -> all.addAll(commit.batch()));
    if (apply(all) != null) {
      commits.forEach(this::commitAlone);
    }
  }

  private void commitAlone(Commit commit) {
    StorageException error = apply(commit.batch());
    if (error != null) {
      commit.failed(error);
    }
  }

  /** Null when it is durable. */
  private @Nullable StorageException apply(List<Write> writes) {
    try {
      engine.apply(writes);
      return null;
    } catch (StorageException e) {
      return e;
    } catch (RuntimeException e) {
      return unexpected(e);
    }
  }

  private static void tell(List<Commit> commits) {
    Map<ShardStorage, List<Commit>> byShard = new LinkedHashMap<>();
    for (Commit commit : commits) {
      byShard.computeIfAbsent(commit.shard(), shard -> new ArrayList<>()).add(commit);
    }
    byShard.forEach((shard, its) -> shard.onShard(() -> its.forEach(Commit::tell)));
  }

  private void dropOnePiece() {
    Drop first = drops.peek();
    if (first != null && (stopping || !first.step(engine))) {
      drops.remove();
    }
  }

  /** Commits what waits, then ends; the engine stays open. A drop under way is left as it is. */
  @Override
  public void close() {
    closed = true;
    readers.shutdown();
    try {
      queue.put(STOP);
      thread.join(CLOSE_MILLIS);
      if (!readers.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        log.warn("reads are still under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
