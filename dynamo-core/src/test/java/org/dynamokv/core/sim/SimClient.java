package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.dynamokv.core.sim.KeyHistory.Outcome;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * One client: gets, puts and deletes under a few keys, one after the other, each at a random node
 * that is up. It remembers what it was last shown of each key, and sometimes uses older memories.
 */
final class SimClient {
  private static final int LONGEST_THOUGHT_MILLIS = 2_000;
  private static final int GRACE_MILLIS = 500;

  /** What it was shown of a key: the context, and what that truly covers. */
  private record Seen(Bytes context, BitSet past) {}

  private final SimCluster cluster;
  private final Simulation sim;
  private final History history;
  private final Shape shape;
  private final RandomGenerator random;
  private final Map<Key, Seen> seen = new LinkedHashMap<>();
  // Mutable state
  private boolean stopped;
  private boolean busy;

  SimClient(SimCluster cluster, String name) {
    this.cluster = cluster;
    this.sim = cluster.simulation();
    this.history = cluster.history();
    this.shape = cluster.shape();
    this.random = sim.random(name);
  }

  /** Which keys the clients of a shape use. */
  static List<Key> keys(Shape shape) {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < shape.keys(); i++) {
      keys.add(Key.of("key" + i));
    }
    return keys;
  }

  void start() {
    think();
  }

  /** Begins nothing new. */
  void stop() {
    stopped = true;
  }

  /** Whether a request is under way. */
  boolean isBusy() {
    return busy;
  }

  private void think() {
    busy = false;
    sim.after(random.nextInt(LONGEST_THOUGHT_MILLIS), this::act);
  }

  private void act() {
    List<SimHost> up = cluster.hosts().stream().filter(SimHost::isUp).toList();
    if (stopped) {
      return;
    }
    if (up.isEmpty()) {
      think();
      return;
    }
    busy = true;
    SimHost host = up.get(random.nextInt(up.size()));
    List<Key> keys = keys(shape);
    Key key = keys.get(random.nextInt(keys.size()));
    int choice = random.nextInt(100);
    if (choice < 45) {
      get(host, key);
    } else {
      write(host, key, choice >= 85, choice >= 75 && (choice < 85 || shape.blindDeletes()));
    }
  }

  private RequestOptions options() {
    boolean strict = random.nextInt(100) < shape.strictPercent();
    return new RequestOptions(
        0, 0, 1_000 + random.nextInt(4_000), strict ? Consistency.STRICT : Consistency.SLOPPY);
  }

  private void get(SimHost host, Key key) {
    long begunAt = sim.now();
    RequestOptions options = options();
    sim.count("get");
    ask(
        host,
        options,
        store -> store.get(key, options),
        reading -> {
          sim.count("get answered");
          sim.trace(
              () -> host.name() + " " + key.key().asUtf8() + " shows " + History.shownIn(reading));
          history.answered(key, reading, begunAt, strict(reading.strict(), shape.r()), replicas());
          learn(key, reading);
        },
        failure -> failed(null, failure));
  }

  private int replicas() {
    return Math.min(shape.n(), shape.nodes());
  }

  private int strict(boolean strict, int wanted) {
    return strict ? Math.min(wanted, replicas()) : 0;
  }

  private void learn(Key key, Reading reading) {
    if (random.nextInt(10) > 0) {
      seen.put(key, new Seen(reading.context(), history.of(key).pastOf(History.shownIn(reading))));
    }
  }

  private void write(SimHost host, Key key, boolean delete, boolean blind) {
    Seen known = blind ? null : seen.get(key);
    Bytes context = known == null ? Bytes.EMPTY : known.context;
    // A delete whose context is empty is blind, whatever the client thinks.
    BitSet past = known == null ? new BitSet() : known.past;
    boolean reads = delete && context.length() == 0;
    KeyHistory.Write write = history.begin(key, delete, reads ? null : past, sim.now());
    Put put =
        new Put(
            key,
            delete ? null : History.contentOf(write.id),
            context,
            delete ? History.ttlOf(write.id) : 0,
            random.nextBoolean());
    RequestOptions options = options();
    sim.count(delete ? "delete" : "put");
    sim.trace(() -> host.name() + " " + key.key().asUtf8() + " begins " + write);
    ask(
        host,
        options,
        store -> store.put(put, options),
        written -> acked(key, write, written),
        failure -> failed(write, failure));
  }

  private void acked(Key key, KeyHistory.Write write, Written written) {
    sim.count("write answered");
    end(write, Outcome.ACKED);
    write.strictlyHeldBy = strict(written.strict(), shape.w());
    history.acked(key, write, Math.min(shape.w(), replicas()));
    if (written.object() != null) {
      history.answered(key, written.object(), write.begunAt, 0, replicas());
      learn(key, written.object());
    } else if (written.context().length() > 0 && write.past != null) {
      BitSet past = (BitSet) write.past.clone();
      past.set(write.id);
      seen.put(key, new Seen(written.context(), past));
    }
  }

  private void end(KeyHistory.Write write, Outcome outcome) {
    write.outcome = outcome;
    write.endedAt = sim.now();
    sim.trace(() -> "ends " + write);
  }

  /** A null failure: the node died, nobody knows. */
  private void failed(KeyHistory.@Nullable Write write, @Nullable Failure failure) {
    sim.count(failure == null ? "asked node died" : "failed: " + failure.code().wireName());
    if (write == null) {
      return;
    }
    if (failure != null && failure.code() == Failure.Code.INTERNAL) {
      history.violated("an internal error: " + failure.message());
    }
    boolean refused = failure != null && failure.outcome() == Failure.Outcome.REFUSED;
    end(write, refused ? Outcome.REFUSED : Outcome.UNKNOWN);
    if (!refused && write.past == null) {
      write.endedAt = Long.MAX_VALUE; // it may yet run, and read what it deletes then
    }
  }

  private interface Heard<T> {
    void accept(T result);
  }

  private <T> void ask(
      SimHost host,
      RequestOptions options,
      Function<Store, CompletionStage<T>> call,
      Heard<T> done,
      Heard<@Nullable Failure> failed) {
    long boot = host.boot();
    boolean[] ended = new boolean[1];
    Runnable once =
        () -> {
          ended[0] = true;
          think();
        };
    host.after(
        0,
        () ->
            call.apply(cluster.node(host).store())
                .whenComplete(
                    (result, error) -> {
                      if (ended[0]) {
                        history.violated("a request ended twice, or long after its time");
                      } else if (error == null) {
                        done.accept(result);
                        once.run();
                      } else {
                        failed.accept(failureOf(error));
                        once.run();
                      }
                    }));
    watch(
        host,
        boot,
        options.timeoutMillis() + GRACE_MILLIS,
        ended,
        () -> {
          failed.accept(null);
          once.run();
        });
  }

  /** Every request ends in time, unless its node crashes or stands still. */
  private void watch(SimHost host, long boot, long afterMillis, boolean[] ended, Runnable died) {
    long asleep = host.asleepMillis();
    sim.after(
        afterMillis,
        () -> {
          if (ended[0]) {
            return;
          }
          if (!host.isUp() || host.boot() != boot) {
            died.run();
          } else if (host.isPaused() || host.asleepMillis() > asleep) {
            watch(host, boot, afterMillis, ended, died);
          } else {
            history.violated(host.name() + " has not answered within " + afterMillis + " ms");
            died.run();
          }
        });
  }

  private Failure failureOf(Throwable error) {
    Throwable cause = error.getCause() != null ? error.getCause() : error;
    if (error instanceof StoreException e) {
      return e.failure();
    }
    if (cause instanceof StoreException e) {
      return e.failure();
    }
    throw new IllegalStateException("a store fails with StoreException only", error);
  }
}
