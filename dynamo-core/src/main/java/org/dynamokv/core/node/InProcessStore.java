package org.dynamokv.core.node;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/** The store as doors in the node's own process use it: a request begins on its key's shard. */
final class InProcessStore implements Store {
  private final List<Shard> shards;
  private final Supplier<@Nullable Ring> ring;

  InProcessStore(List<Shard> shards, Supplier<@Nullable Ring> ring) {
    this.shards = shards;
    this.ring = ring;
  }

  @Override
  public CompletionStage<Reading> get(Key key, RequestOptions options) {
    Replies.Local<Reading> done = new Replies.Local<>(new CompletableFuture<>());
    onShard(key, done, shard -> shard.get(key, options, 0, done));
    return done.future();
  }

  @Override
  public CompletionStage<Written> put(Put put, RequestOptions options) {
    Replies.Local<Written> done = new Replies.Local<>(new CompletableFuture<>());
    onShard(put.key(), done, shard -> shard.put(put, options, 0, done));
    return done.future();
  }

  private void onShard(Key key, Replies.Local<?> done, Consumer<Shard> request) {
    Ring now = ring.get();
    if (now == null) {
      done.refused(Refused.Reason.NOT_READY);
    } else {
      Shard shard = shards.get(now.partitionOf(key) % shards.size());
      shard.env.execute(() -> request.accept(shard));
    }
  }
}
