package org.dynamokv.bench.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;

/**
 * A store in a map that counts what is under way. A put whose context is not that of the present
 * value leaves a sibling, as in the real one.
 */
final class FakeStore implements Store, AutoCloseable {
  private record Stored(Content content, Bytes context, int siblings) {}

  final Map<Key, Stored> values = new ConcurrentHashMap<>();
  final AtomicInteger underWay = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();
  final AtomicInteger least = new AtomicInteger(Integer.MAX_VALUE);
  final AtomicLong gets = new AtomicLong();
  final AtomicLong puts = new AtomicLong();
  final AtomicLong siblingsMade = new AtomicLong();
  private final AtomicLong versions = new AtomicLong();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final Executor later;

  /** Fails that one in so many requests; 0 for none. */
  volatile int failEvery;

  /** Answers after that time; at once on the caller's own thread for 0. */
  FakeStore(long delayMicros) {
    later =
        delayMicros == 0
            ? Runnable::run
            : task -> timer.schedule(task, delayMicros, TimeUnit.MICROSECONDS);
  }

  long requests() {
    return gets.get() + puts.get();
  }

  @Override
  public CompletionStage<Reading> get(Key key, RequestOptions options) {
    return answer(gets.incrementAndGet(), () -> read(key));
  }

  @Override
  public CompletionStage<Written> put(Put put, RequestOptions options) {
    return answer(puts.incrementAndGet(), () -> store(put));
  }

  private <T> CompletionStage<T> answer(long number, Supplier<T> work) {
    int now = underWay.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    CompletableFuture<T> result = new CompletableFuture<>();
    later.execute(
        () -> {
          least.accumulateAndGet(underWay.getAndDecrement(), Math::min);
          if (failEvery > 0 && number % failEvery == 0) {
            Failure failure =
                new Failure(Failure.Code.TIMEOUT, "late", Failure.Outcome.UNKNOWN, 0, 0);
            result.completeExceptionally(new StoreException(failure));
          } else {
            result.complete(work.get());
          }
        });
    return result;
  }

  private Reading read(Key key) {
    Stored stored = values.get(key);
    if (stored == null) {
      return new Reading(List.of(), Bytes.EMPTY, true);
    }
    Version version = new Version(stored.content, "v", 1, 0);
    List<Version> all = stored.siblings > 1 ? List.of(version, version) : List.of(version);
    return new Reading(all, stored.context, true);
  }

  private Written store(Put put) {
    Bytes context = Bytes.utf8("v" + versions.incrementAndGet());
    Stored after =
        values.compute(
            put.key(),
            (k, before) -> {
              boolean seen = before == null || before.context.equals(put.context());
              if (!seen) {
                siblingsMade.incrementAndGet();
              }
              return new Stored(put.content(), context, seen ? 1 : 2);
            });
    return new Written(after.siblings == 1 ? context : Bytes.EMPTY, null, true);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
