package org.dynamokv.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * The store, as a cluster far away keeps it. The client learns the ring from a seed and sends each
 * request straight to a node that owns the key.
 *
 * <p>Any thread; nothing blocks but {@link #close}. Stages complete on the client's own thread: a
 * continuation that blocks holds all others up. A write is sent to a second node only if the first
 * has surely not run it; one that may have run fails with TIMEOUT and the outcome UNKNOWN.
 */
public final class DynamoClient implements Store, AutoCloseable {
  private final ClientSettings settings;
  private final Wire wire;
  private final Rings rings;
  private final Router router;

  // Mutable state: any thread
  private final AtomicInteger inFlight = new AtomicInteger();

  // Mutable state: the loop's thread
  private final Set<Request<?>> requests = new LinkedHashSet<>();
  private final Set<CompletableFuture<Void>> readies = new LinkedHashSet<>();
  private boolean closed;

  DynamoClient(ClientSettings settings) {
    this.settings = settings;
    wire = new Wire(settings);
    rings = new Rings(wire, settings.seeds());
    router = new Router(wire.peers, wire.env::monotonicMillis);
    wire.start(rings::offer);
    wire.loop.execute(() -> rings.refresh(null));
  }

  /** Settings of a new client. */
  public static ClientBuilder builder() {
    return new ClientBuilder();
  }

  /** The bucket's quorums, sloppy, and this client's time-out. */
  public RequestOptions options() {
    return new RequestOptions(0, 0, settings.timeoutMillis(), Consistency.SLOPPY);
  }

  @Override
  public CompletionStage<Reading> get(Key key, RequestOptions options) {
    return send(Errand.get(key, options, router), options.timeoutMillis());
  }

  @Override
  public CompletionStage<Written> put(Put put, RequestOptions options) {
    return send(Errand.put(put, options, router), options.timeoutMillis());
  }

  /**
   * Asks for what the admin API shows, over this client's transport. The first seed that can be
   * reached answers; only a GET goes on to the next when it is not known whether it ran.
   */
  public CompletionStage<AdminReply> admin(String method, String path, Bytes body) {
    return admin(settings.seeds(), method, path, body);
  }

  /** As above, of one node. */
  public CompletionStage<AdminReply> admin(Endpoint node, String method, String path, Bytes body) {
    return admin(List.of(node), method, path, body);
  }

  private CompletionStage<AdminReply> admin(
      List<Endpoint> nodes, String method, String path, Bytes body) {
    return send(Errand.admin(nodes, method, path, body), settings.timeoutMillis());
  }

  /** The highest ring that this client has seen; empty until {@link #ready}. */
  public Optional<Ring> ring() {
    return Optional.ofNullable(rings.current());
  }

  /**
   * Completes when the ring is known, so that requests can be sent. Fails with NOT_READY and what
   * is wrong with each seed when that takes longer than the client's time-out; may be called again.
   */
  public CompletionStage<Void> ready() {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    onLoop(() -> awaitRing(ready), ready);
    return ready;
  }

  /**
   * Asks all members of the known ring whether they are there: true as soon as one says anything,
   * false when none does within the time, or when no ring is known.
   */
  public CompletionStage<Boolean> reaches(int timeoutMillis) {
    CompletableFuture<Boolean> anybody = new CompletableFuture<>();
    onLoop(
        () -> Probe.run(wire, rings.epoch(), router.everybody(ring()), timeoutMillis, anybody),
        anybody);
    return anybody;
  }

  /** How many requests wait for their end. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Ends the connections and fails what is under way; waits for that, within a bound. */
  @Override
  public void close() {
    try {
      wire.loop.execute(this::abortAll);
    } catch (RejectedExecutionException alreadyClosed) {
      return;
    }
    wire.close();
  }

  private void abortAll() {
    closed = true;
    List.copyOf(requests).forEach(Request::abort);
    List.copyOf(readies).forEach(DynamoClient::refuseClosed);
  }

  private void awaitRing(CompletableFuture<Void> ready) {
    if (closed) {
      refuseClosed(ready);
      return;
    }
    // Not the caller's own future: that one may be completed by anybody, on any thread.
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    readies.add(waiting);
    Timer timer = wire.env.schedule(settings.timeoutMillis(), () -> failWithoutRing(waiting));
    Runnable stop = rings.await(() -> waiting.complete(null), null);
    waiting.whenComplete(
        (done, failed) -> {
          readies.remove(waiting);
          timer.cancel();
          stop.run();
          pass(failed, ready);
        });
  }

  private static void pass(@Nullable Throwable failed, CompletableFuture<Void> to) {
    if (failed == null) {
      to.complete(null);
    } else {
      to.completeExceptionally(failed);
    }
  }

  private void failWithoutRing(CompletableFuture<Void> ready) {
    refuse(ready, Code.NOT_READY, rings.trouble());
  }

  private <T> CompletionStage<T> send(Errand<T> errand, int timeoutMillis) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (inFlight.incrementAndGet() > settings.maxInFlight()) {
      inFlight.decrementAndGet();
      String message = "this client has " + settings.maxInFlight() + " requests in flight";
      refuse(result, Code.OVERLOADED, message);
      return result;
    }
    Request<T> request =
        new Request<>(wire, rings, errand, timeoutMillis, result, this::requestEnded);
    if (!onLoop(() -> begin(request), result)) {
      inFlight.decrementAndGet();
    }
    return result;
  }

  private void begin(Request<?> request) {
    requests.add(request);
    if (closed) {
      request.abort();
    } else {
      request.start();
    }
  }

  private void requestEnded(Request<?> request) {
    requests.remove(request);
    inFlight.decrementAndGet();
  }

  /** Whether the loop takes the task; if not, the result fails. */
  private boolean onLoop(Runnable task, CompletableFuture<?> result) {
    try {
      wire.loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      refuseClosed(result);
      return false;
    }
  }

  private static void refuseClosed(CompletableFuture<?> result) {
    refuse(result, Code.NOT_READY, "the client is closed");
  }

  private static void refuse(CompletableFuture<?> result, Code code, String message) {
    result.completeExceptionally(new StoreException(Failure.refused(code, message)));
  }
}
