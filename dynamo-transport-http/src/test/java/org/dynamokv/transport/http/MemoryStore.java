package org.dynamokv.transport.http;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.dynamokv.core.message.VersionCodec;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.CausalContext;
import org.dynamokv.core.version.CoordinatedPut;
import org.dynamokv.core.version.SiblingPolicy;
import org.dynamokv.core.version.StoredObject;

/**
 * One copy of everything, with core's own versions and contexts, so that siblings are real. It
 * answers on a thread of its own, by a clock that ticks a second a write; and fails or waits when
 * it is told to.
 */
public final class MemoryStore implements Store, AutoCloseable {
  /** Of the pretended cluster. */
  public static final int N = 3;

  private static final Actor ACTOR = new Actor(new NodeId(1), 7, 0);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "memory-store"));

  // Mutable state: objects and clock belong to the store's thread
  private final SortedMap<Key, StoredObject> objects = new TreeMap<>();
  private long wallMillis = 1_700_000_000_000L;
  private volatile RuntimeException failure;
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
  private volatile RequestOptions lastOptions = RequestOptions.DEFAULT;
  private volatile Put lastPut;

  /** From now on every request fails so. */
  public void failWith(RuntimeException failure) {
    this.failure = failure;
  }

  /** From now on requests wait until the answer is completed. */
  public void waitFor(CompletableFuture<Void> gate) {
    this.gate = gate;
  }

  public RequestOptions lastOptions() {
    return lastOptions;
  }

  public Put lastPut() {
    return lastPut;
  }

  @Override
  public CompletionStage<Reading> get(Key key, RequestOptions options) {
    return run(options, () -> reading(key, copy(key), options));
  }

  @Override
  public CompletionStage<Written> put(Put put, RequestOptions options) {
    lastPut = put;
    return run(options, () -> write(put, options));
  }

  private <T> CompletionStage<T> run(RequestOptions options, Supplier<T> work) {
    lastOptions = options;
    return gate.thenApplyAsync(nothing -> checked(options, work), thread);
  }

  private <T> T checked(RequestOptions options, Supplier<T> work) {
    if (failure != null) {
      throw failure;
    }
    if (options.r() > N || options.w() > N) {
      throw refused(Failure.Code.BAD_REQUEST, "r and w are at most " + N);
    }
    return work.get();
  }

  private Written write(Put put, RequestOptions options) {
    wallMillis += 1000;
    StoredObject copy = copy(put.key());
    CausalContext context =
        put.isDelete() && put.context().length() == 0 ? CausalContext.of(copy) : context(put);
    CoordinatedPut coordinated =
        new CoordinatedPut(
            put.content(), context, wallMillis, put.ttlMillis(), SiblingPolicy.DEFAULT);
    if (!(coordinated.applyTo(copy, ACTOR) instanceof CoordinatedPut.Applied applied)) {
      throw refused(Failure.Code.TOO_MANY_SIBLINGS, "there are too many siblings");
    }
    objects.put(put.key(), applied.object());
    Reading after = reading(put.key(), applied.object(), options);
    Bytes shown = applied.alone() ? after.context() : Bytes.EMPTY;
    return new Written(shown, put.returnObject() ? after : null, after.strict());
  }

  private static CausalContext context(Put put) {
    try {
      return VersionCodec.decodeContext(put.key(), put.context());
    } catch (IllegalArgumentException e) {
      throw refused(Failure.Code.BAD_CONTEXT, String.valueOf(e.getMessage()));
    }
  }

  private StoredObject copy(Key key) {
    return objects.getOrDefault(key, StoredObject.EMPTY);
  }

  private Reading reading(Key key, StoredObject object, RequestOptions options) {
    List<Version> versions =
        object.live(wallMillis).stream()
            .map(
                s ->
                    new Version(
                        s.content(), s.dot().toString(), s.modifiedMillis(), s.expiresMillis()))
            .toList();
    boolean strict = options.consistency() == org.dynamokv.core.store.Consistency.STRICT;
    return new Reading(versions, VersionCodec.encodeContext(key, object), strict);
  }

  private static StoreException refused(Failure.Code code, String message) {
    return new StoreException(Failure.refused(code, message));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
