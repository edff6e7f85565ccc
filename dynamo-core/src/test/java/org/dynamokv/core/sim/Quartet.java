package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dynamokv.core.replica.Copy;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * The four nodes of the paper's example (4.6): with N=3 and R=W=2, A, B and C own one key, in this
 * order of preference, and D is the next one. The network is sound and takes no time, and a commit
 * takes 1 ms, until a test says otherwise.
 */
final class Quartet {
  static final Key KEY = Key.of("cart");
  static final RequestOptions STRICT = with(0, 0, Consistency.STRICT);
  static final NetworkFaults PROMPT = new NetworkFaults(0, 0, 0, 0, 0, 0, 0);
  private static final Shape SHAPE =
      new Shape(4, 1, 3, 2, 2, 16, 1, 1, 0, false, 1, 0, NetworkFaults.NONE);

  final Simulation sim;
  final SimCluster cluster;
  final Ring ring;
  final int partition;
  final SimHost a;
  final SimHost b;
  final SimHost c;
  final SimHost d;

  /** A settled cluster. */
  Quartet() {
    sim = new Simulation(4);
    cluster = new SimCluster(sim, SHAPE);
    cluster.network().faults(PROMPT);
    // The judge of random runs reads its own numbers in the values; these tests judge themselves.
    cluster.hosts().forEach(h -> h.disk().watch((key, before, after) -> {}));
    cluster.hosts().forEach(h -> h.disk().steady());
    cluster.hosts().forEach(SimHost::start);
    require(sim.runUntil(cluster::isComplete, 600_000), "a settled ring");
    sim.runFor(5_000);
    ring = ringOf(cluster.hosts().get(0));
    partition = ring.partitionOf(KEY);
    List<SimHost> owners =
        ring.partition(partition).owners().stream().map(o -> host(o.node().bits())).toList();
    a = owners.get(0);
    b = owners.get(1);
    c = owners.get(2);
    d = cluster.hosts().stream().filter(h -> !owners.contains(h)).findFirst().orElseThrow();
  }

  private SimHost host(long id) {
    return cluster.hosts().stream().filter(h -> h.id().bits() == id).findFirst().orElseThrow();
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not reached: " + what);
    }
  }

  List<SimHost> all() {
    return List.of(a, b, c, d);
  }

  Ring ringOf(SimHost host) {
    Ring now = cluster.node(host).ring();
    if (now == null) {
      throw new AssertionError(host.name() + " has no ring");
    }
    return now;
  }

  // Requests, each asked of one node and waited for

  static RequestOptions with(int r, int w, Consistency consistency) {
    return new RequestOptions(r, w, 5_000, consistency);
  }

  static RequestOptions r(int r) {
    return with(r, 0, Consistency.SLOPPY);
  }

  static RequestOptions w(int w) {
    return with(0, w, Consistency.SLOPPY);
  }

  Store store(SimHost at) {
    return cluster.node(at).store();
  }

  Reading get(SimHost at) {
    return get(at, RequestOptions.DEFAULT);
  }

  Reading get(SimHost at, RequestOptions options) {
    return await(store(at).get(KEY, options));
  }

  /** A put that has seen nothing. */
  Written put(SimHost at, String value) {
    return put(at, value, Bytes.EMPTY, RequestOptions.DEFAULT);
  }

  Written put(SimHost at, String value, Bytes context) {
    return put(at, value, context, RequestOptions.DEFAULT);
  }

  Written put(SimHost at, String value, Bytes context, RequestOptions options) {
    return await(store(at).put(put(value, context), options));
  }

  static Put put(String value, Bytes context) {
    return Put.of(KEY, Content.of(Bytes.utf8(value)), context);
  }

  <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    require(sim.runUntil(future::isDone, 70_000), "an answer");
    return future.join();
  }

  /** Why a request failed; null when it succeeded. */
  @Nullable Failure failure(CompletionStage<?> stage) {
    try {
      await(stage);
      return null;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException s) {
        return s.failure();
      }
      throw e;
    }
  }

  static List<String> values(Reading reading) {
    return reading.versions().stream().map(v -> v.content().value().asUtf8()).sorted().toList();
  }

  // What goes wrong

  /** Nothing passes between the two, either way. */
  void part(SimHost one, SimHost other) {
    cluster.network().cut(one.endpoint(), other.endpoint());
    cluster.network().cut(other.endpoint(), one.endpoint());
  }

  /** The network is sound again. */
  void heal() {
    cluster.network().heal();
    cluster.network().faults(PROMPT);
  }

  /** Hands a frame to whichever process runs there now, as if it came late. */
  void deliver(byte[] frame, SimHost to) {
    to.after(0, () -> to.listener().received(new DeadEnd(), frame.clone()));
  }

  private record DeadEnd() implements Link {
    @Override
    public Hello peer() {
      throw new IllegalStateException("a late frame's connection is gone");
    }

    @Override
    public void send(Frame frame) {
      // Nobody is there to hear the answer.
    }

    @Override
    public void close(String reason) {
      throw new IllegalStateException(reason);
    }
  }

  // What stands on the disks

  /** The key's own copy on that machine's disk; EMPTY when there is none. */
  StoredObject copy(SimHost host) {
    Owner owner = ring.partition(partition).ownerOf(host.id());
    if (owner == null) {
      return StoredObject.EMPTY;
    }
    Slot slot = Slot.own(partition, owner.tenure(), KEY);
    return object(host.disk().durable(slot.storageKey().array()));
  }

  /** What that machine's disk keeps of the key for another owner; EMPTY when nothing. */
  StoredObject hint(SimHost host, SimHost meantFor) {
    Slot slot = Slot.hint(partition, KEY, meantFor.id());
    return object(host.disk().durable(slot.storageKey().array()));
  }

  private static StoredObject object(byte @Nullable [] record) {
    return record == null ? StoredObject.EMPTY : Copy.decode(record).object();
  }

  static List<String> values(StoredObject object) {
    List<String> values = new ArrayList<>();
    object.siblings().forEach(s -> values.add(value(s.content())));
    return values.stream().sorted().toList();
  }

  private static String value(@Nullable Content content) {
    return content == null ? "(deleted)" : content.value().asUtf8();
  }

  /** How often an own copy or a hint of the key stands on that machine's disk. */
  long records(SimHost host) {
    byte[] key = KEY.key().array();
    return host.disk().entries().stream().map(Entry::key).filter(k -> contains(k, key)).count();
  }

  private static boolean contains(byte[] whole, byte[] part) {
    for (int i = 0; i + part.length <= whole.length; i++) {
      if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
