package org.dynamokv.server.runtime;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The storage thread as one shard sees it. Called on the shard only. */
final class ShardStorage implements Storage {
  private static final Logger log = LoggerFactory.getLogger(ShardStorage.class);

  private final StorageThread thread;
  private final Executor shard;

  ShardStorage(StorageThread thread, Executor shard) {
    this.thread = thread;
    this.shard = shard;
  }

  /** A fast engine is read at once on the shard: a hand-over would take longer than the read. */
  @Override
  public void get(byte[] key, Answer<byte @Nullable []> answer) {
    Read read = () -> found(thread.engine().get(key), answer);
    if (thread.engine().readsAreFast()) {
      run(read, answer).run();
    } else {
      later(read, answer);
    }
  }

  @Override
  public void apply(List<Write> batch, Answer<Boolean> answer) {
    if (!thread.offer(new Commit(this, List.copyOf(batch), answer))) {
      answer.failed(thread.refusal());
    }
  }

  /** Never on the shard: a page may be large. */
  @Override
  public void scan(
      byte[] from,
      byte @Nullable [] to,
      int maxEntries,
      long maxBytes,
      Answer<List<Entry>> answer) {
    later(
        () -> {
          List<Entry> page = thread.engine().scan(from, to, maxEntries, maxBytes);
          return () -> answer.done(page);
        },
        answer);
  }

  @Override
  public void dropRange(byte[] from, byte @Nullable [] to, Answer<Boolean> answer) {
    if (!thread.offer(new Drop(this, from, to, answer))) {
      answer.failed(thread.refusal());
    }
  }

  /** An answer that comes after the shard has ended is dropped: nobody is left to hear it. */
  void onShard(Runnable task) {
    try {
      shard.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("an answer came after the end of its shard: {}", e.getMessage());
    }
  }

  /** A read that blocks; the task that it returns tells the answer. */
  private interface Read {
    Runnable run() throws StorageException;
  }

  private void later(Read read, Answer<?> answer) {
    if (!thread.offerRead(() -> onShard(run(read, answer)))) {
      answer.failed(thread.refusal());
    }
  }

  /** NullAway does not see that this answer takes null. */
  @SuppressWarnings("NullAway")
  private static Runnable found(byte @Nullable [] value, Answer<byte @Nullable []> answer) {
    return () -> answer.done(value);
  }

  private static Runnable run(Read read, Answer<?> answer) {
    try {
      return read.run();
    } catch (StorageException e) {
      return () -> answer.failed(e);
    } catch (RuntimeException e) {
      return () -> answer.failed(StorageThread.unexpected(e));
    }
  }
}
