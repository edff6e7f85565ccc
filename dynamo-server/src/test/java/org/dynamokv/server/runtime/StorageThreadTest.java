package org.dynamokv.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dynamokv.client.loop.EventLoop;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StorageThreadTest {
  private static final StorageLimits USUAL = new StorageLimits(1000, 100, 1 << 20);

  private final EventLoop shard = new EventLoop("shard-under-test");
  private final EventLoop otherShard = new EventLoop("other-shard-under-test");
  private final List<StorageThread> threads = new ArrayList<>();

  @AfterEach
  void stop() {
    threads.forEach(StorageThread::close);
    shard.close();
    otherShard.close();
  }

  @Test
  void batchesThatWaitTogetherShareOneCommit() throws Exception {
    ByteStore engine = new ByteStore(true);
    StorageThread thread = start(engine, USUAL);
    List<CompletableFuture<String>> answers = heldBehindOneCommit(engine, thread);
    for (int i = 0; i < 10; i++) {
      answers.add(put(thread, i % 2 == 0 ? shard : otherShard, key(10 + i)));
    }
    go(engine);
    assertAll(answers, "done");
    assertThat(engine.commits()).containsExactly(1, 10);
  }

  @Test
  void answersComeOnTheShardThatAsked() throws Exception {
    StorageThread thread = start(new ByteStore(true), USUAL);
    CompletableFuture<Boolean> onShard = new CompletableFuture<>();
    Answer<Boolean> answer =
        new Answer<>() {
          @Override
          public void done(Boolean result) {
            onShard.complete(otherShard.inLoop());
          }

          @Override
          public void failed(StorageException error) {
            onShard.completeExceptionally(error);
          }
        };
    Storage storage = thread.forShard(otherShard);
    otherShard.execute(() -> storage.apply(List.of(write(key(9))), answer));
    assertThat(onShard.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneBadBatchDoesNotFailItsNeighbours() throws Exception {
    ByteStore engine = new ByteStore(true);
    StorageThread thread = start(engine, USUAL);
    List<CompletableFuture<String>> good = heldBehindOneCommit(engine, thread);
    CompletableFuture<String> poison = put(thread, shard, ByteStore.POISON);
    CompletableFuture<String> full = put(thread, shard, ByteStore.FULL);
    good.add(put(thread, shard, key(11)));
    good.add(put(thread, otherShard, key(12)));
    go(engine);
    assertAll(good, "done");
    assertThat(full.get()).isEqualTo("FULL");
    assertThat(poison.get()).isEqualTo("IO");
    assertThat(engine.commits()).containsExactly(1, 1, 1);
  }

  @Test
  void noCommitIsLargerThanTheLimits() throws Exception {
    ByteStore engine = new ByteStore(true);
    StorageThread thread = start(engine, new StorageLimits(1000, 4, 1 << 20));
    List<CompletableFuture<String>> answers = heldBehindOneCommit(engine, thread);
    for (int i = 0; i < 10; i++) {
      answers.add(put(thread, shard, key(20 + i)));
    }
    go(engine);
    assertAll(answers, "done");
    assertThat(engine.commits()).containsExactly(1, 4, 4, 2);
  }

  @Test
  void aFullQueueRefusesAtOnce() throws Exception {
    ByteStore engine = new ByteStore(true);
    StorageThread thread = start(engine, new StorageLimits(2, 1, 1));
    List<CompletableFuture<String>> answers = heldBehindOneCommit(engine, thread);
    answers.add(put(thread, shard, key(11)));
    answers.add(put(thread, shard, key(12)));
    assertThat(put(thread, shard, key(13)).get()).isEqualTo("UNAVAILABLE");
    go(engine);
    assertAll(answers, "done");
  }

  @Test
  void slowEnginesAreNotReadOnTheShard() throws Exception {
    assertThat(readInCall(new ByteStore(true))).isTrue();
    assertThat(readInCall(new ByteStore(false))).isFalse();
  }

  @Test
  void aRangeIsDroppedToTheEndBetweenCommits() throws Exception {
    ByteStore engine = new ByteStore(true);
    StorageThread thread = start(engine, new StorageLimits(10_000, 10_000, 1 << 20));
    List<Write> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(write(new byte[] {9, (byte) (i >> 8), (byte) i}));
    }
    CompletableFuture<String> stored = new CompletableFuture<>();
    Storage storage = thread.forShard(shard);
    shard.execute(() -> storage.apply(many, new Outcome<>(stored)));
    assertThat(stored.get()).isEqualTo("done");
    CompletableFuture<String> dropped = new CompletableFuture<>();
    shard.execute(() -> storage.dropRange(new byte[] {9}, new byte[] {10}, new Outcome<>(dropped)));
    assertThat(put(thread, shard, key(50)).get()).isEqualTo("done");
    assertThat(dropped.get()).isEqualTo("done");
    assertThat(engine.stats().keys()).isEqualTo(1);
  }

  @Test
  void scansGiveCommittedEntriesInOrder() throws Exception {
    StorageThread thread = start(new ByteStore(true), USUAL);
    put(thread, shard, key(31)).get();
    put(thread, shard, key(30)).get();
    CompletableFuture<List<Entry>> page = new CompletableFuture<>();
    Storage storage = thread.forShard(shard);
    shard.execute(() -> storage.scan(key(30), null, 10, 1000, new Result<>(page)));
    assertThat(page.get()).extracting(e -> e.key()[0]).containsExactly((byte) 30, (byte) 31);
  }

  @Test
  void closingCommitsWhatWaitsAndRefusesTheRest() throws Exception {
    ByteStore engine = new ByteStore(true);
    StorageThread thread = start(engine, USUAL);
    List<CompletableFuture<String>> answers = heldBehindOneCommit(engine, thread);
    answers.add(put(thread, shard, key(11)));
    go(engine);
    thread.close();
    assertAll(answers, "done");
    assertThat(put(thread, shard, key(12)).get()).isEqualTo("UNAVAILABLE");
  }

  private StorageThread start(ByteStore engine, StorageLimits limits) {
    StorageThread thread = new StorageThread(engine, limits, "under-test");
    threads.add(thread);
    return thread;
  }

  /** One commit is under way and held; its answer is the list's only element. */
  private List<CompletableFuture<String>> heldBehindOneCommit(
      ByteStore engine, StorageThread thread) throws Exception {
    engine.permits.drainPermits();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    answers.add(put(thread, shard, key(8)));
    engine.begun.await();
    return answers;
  }

  private static void go(ByteStore engine) {
    engine.permits.release(1_000_000);
  }

  /** Returns when the shard has handed the batch over. */
  private static CompletableFuture<String> put(StorageThread thread, EventLoop shard, byte[] key)
      throws Exception {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    CompletableFuture<Boolean> handedOver = new CompletableFuture<>();
    Storage storage = thread.forShard(shard);
    shard.execute(
        () -> {
          storage.apply(List.of(write(key)), new Outcome<>(outcome));
          handedOver.complete(true);
        });
    handedOver.get();
    return outcome;
  }

  private boolean readInCall(ByteStore engine) throws Exception {
    Storage storage = start(engine, USUAL).forShard(shard);
    CompletableFuture<Boolean> inCall = new CompletableFuture<>();
    shard.execute(
        () -> {
          CompletableFuture<String> answered = new CompletableFuture<>();
          storage.get(key(40), new Outcome<>(answered));
          inCall.complete(answered.isDone());
        });
    return inCall.get();
  }

  private static void assertAll(List<CompletableFuture<String>> answers, String wanted)
      throws Exception {
    for (CompletableFuture<String> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(wanted);
    }
  }

  private static Write write(byte[] key) {
    return new Write.Put(key, new byte[] {7});
  }

  private static byte[] key(int first) {
    return new byte[] {(byte) first};
  }

  private record Outcome<T>(CompletableFuture<String> end) implements Answer<T> {
    @Override
    public void done(T result) {
      end.complete("done");
    }

    @Override
    public void failed(StorageException error) {
      end.complete(error.kind().name());
    }
  }

  private record Result<T>(CompletableFuture<T> end) implements Answer<T> {
    @Override
    public void done(T result) {
      end.complete(result);
    }

    @Override
    public void failed(StorageException error) {
      end.completeExceptionally(error);
    }
  }
}
