package org.dynamokv.bench.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Gets and puts as an application makes them, each measured. A put updates what its key's last
 * writer has seen; when that is not known (the last put failed, or somebody else wrote), the key is
 * read first, which is counted apart and is not part of the put's latency.
 */
final class Operations {
  private final List<? extends Store> stores;
  private final KeySpace keys;
  private final RequestOptions options;
  final Meter reads = new Meter();
  final Meter writes = new Meter();

  // Mutable state: any thread
  final LongAdder rereads = new LongAdder();
  final LongAdder siblings = new LongAdder();

  Operations(List<? extends Store> stores, KeySpace keys, RequestOptions options) {
    this.stores = stores;
    this.keys = keys;
    this.options = options;
  }

  /** Begins or ends the measurement. */
  void measure(boolean on) {
    if (on) {
      rereads.reset();
      siblings.reset();
    }
    reads.turn(on);
    writes.turn(on);
  }

  /** A get or a put, by chance. */
  CompletionStage<Boolean> one(int worker, int readPercent) {
    boolean isRead = readPercent == 100 || ThreadLocalRandom.current().nextInt(100) < readPercent;
    return isRead ? read(worker) : write(worker);
  }

  private Store store(int worker) {
    return stores.get(worker % stores.size());
  }

  private CompletionStage<Boolean> read(int worker) {
    int index = keys.random();
    long began = System.nanoTime();
    return store(worker)
        .get(keys.key(index), options)
        .handle((reading, failed) -> readEnded(reading, failed, System.nanoTime() - began));
  }

  private boolean readEnded(@Nullable Reading reading, @Nullable Throwable failed, long nanos) {
    if (reading == null) {
      reads.failed(kind(failed));
      return false;
    }
    if (!reading.isFound()) {
      reads.failed("not-found");
      return false;
    }
    if (reading.versions().size() > 1) {
      siblings.increment();
    }
    reads.succeeded(nanos);
    return true;
  }

  private CompletionStage<Boolean> write(int worker) {
    int index = keys.acquire();
    return writeTo(store(worker), index).whenComplete((well, broken) -> keys.release(index));
  }

  private CompletionStage<Boolean> writeTo(Store store, int index) {
    Bytes context = keys.context(index);
    if (context != null) {
      return put(store, index, context);
    }
    rereads.increment();
    return store
        .get(keys.key(index), options)
        .handle((seen, failed) -> afterReread(store, index, seen, failed))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Boolean> afterReread(
      Store store, int index, @Nullable Reading seen, @Nullable Throwable failed) {
    if (seen == null) {
      writes.failed("read-before-write " + kind(failed));
      return CompletableFuture.completedStage(false);
    }
    return put(store, index, seen.context());
  }

  private CompletionStage<Boolean> put(Store store, int index, Bytes context) {
    Put put = Put.of(keys.key(index), keys.newValue(), context);
    long began = System.nanoTime();
    return store
        .put(put, options)
        .handle((written, failed) -> putEnded(index, written, failed, System.nanoTime() - began));
  }

  private boolean putEnded(
      int index, @Nullable Written written, @Nullable Throwable failed, long nanos) {
    if (written == null) {
      keys.remember(index, null);
      writes.failed(kind(failed));
      return false;
    }
    // An empty context says that the value stands beside others: the next writer reads them.
    keys.remember(index, written.context().length() == 0 ? null : written.context());
    writes.succeeded(nanos);
    return true;
  }

  /** As REST names it, with what is known of the outcome. */
  private static String kind(@Nullable Throwable failed) {
    Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
    if (cause instanceof StoreException e) {
      Failure failure = e.failure();
      boolean unknown = failure.outcome() == Failure.Outcome.UNKNOWN;
      return failure.code().wireName() + (unknown ? " (outcome unknown)" : "");
    }
    throw new IllegalStateException("a store failed with something else", failed);
  }

  /**
   * Makes sure that a key is there with a value of the right length, and learns its context.
   *
   * @return whether it had to be written
   */
  CompletionStage<Boolean> preload(int worker, int index) {
    Store store = store(worker);
    return store
        .get(keys.key(index), options)
        .thenCompose(seen -> fits(seen) ? kept(index, seen) : loaded(store, index, seen));
  }

  private boolean fits(Reading seen) {
    return seen.versions().size() == 1
        && seen.versions().get(0).content().value().length() == keys.valueBytes();
  }

  private CompletionStage<Boolean> kept(int index, Reading seen) {
    keys.remember(index, seen.context());
    return CompletableFuture.completedStage(false);
  }

  private CompletionStage<Boolean> loaded(Store store, int index, Reading seen) {
    Put put = Put.of(keys.key(index), keys.newValue(), seen.context());
    return store
        .put(put, options)
        .thenApply(
            written -> {
              keys.remember(index, written.context().length() == 0 ? null : written.context());
              return true;
            });
  }
}
