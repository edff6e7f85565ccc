package org.dynamokv.server.runtime;

import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;

/** One shard's batch on its way through the storage thread, and what became of it. */
final class Commit {
  private final ShardStorage shard;
  private final List<Write> batch;
  private final Answer<Boolean> answer;
  // Mutable state: written by the storage thread, read by the shard after it was handed over
  private @Nullable StorageException error;

  Commit(ShardStorage shard, List<Write> batch, Answer<Boolean> answer) {
    this.shard = shard;
    this.batch = batch;
    this.answer = answer;
  }

  ShardStorage shard() {
    return shard;
  }

  List<Write> batch() {
    return batch;
  }

  long bytes() {
    long sum = 0;
    for (Write write : batch) {
      sum += write.key().length + (write instanceof Write.Put put ? put.value().length : 0);
    }
    return sum;
  }

  void failed(StorageException why) {
    error = why;
  }

  /** On the shard. */
  void tell() {
    if (error == null) {
      answer.done(true);
    } else {
      answer.failed(error);
    }
  }
}
