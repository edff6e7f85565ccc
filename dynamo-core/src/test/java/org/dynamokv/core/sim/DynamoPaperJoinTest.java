package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.MembershipMessage.Chunk;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.junit.jupiter.api.Test;

/** What the paper says of a newcomer (4.8.1, 4.9), on real nodes in virtual time. */
class DynamoPaperJoinTest {
  private static final byte OWN_COPY = 1;
  private static final int KEYS = 200;

  private final Simulation sim = new Simulation(9);

  private SimCluster cluster(int nodes, int n) {
    Shape shape = new Shape(nodes, 1, n, 1, 1, 16, 1, 1, 0, false, 1, 0, NetworkFaults.NONE);
    SimCluster cluster = new SimCluster(sim, shape);
    cluster.hosts().forEach(h -> h.disk().watch((key, before, after) -> {}));
    return cluster;
  }

  private <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    Quartet.require(sim.runUntil(future::isDone, 70_000), "an answer");
    return future.join();
  }

  private static Ring ring(SimCluster cluster, SimHost host) {
    Ring ring = cluster.node(host).ring();
    if (ring == null) {
      throw new AssertionError(host.name() + " has no ring");
    }
    return ring;
  }

  private static boolean isSettled(SimCluster cluster, SimHost at, int members) {
    Ring ring = cluster.node(at).ring();
    return ring != null && ring.members().size() == members && ring.change() == null;
  }

  private void untilMembers(SimCluster cluster, SimHost at, int members) {
    boolean reached = sim.runUntil(() -> isSettled(cluster, at, members), 300_000);
    Quartet.require(reached, members + " members");
  }

  private static long ownCopies(SimHost host) {
    return host.disk().entries().stream().map(Entry::key).filter(k -> k[0] == OWN_COPY).count();
  }

  /** "these nodes transfer those keys to X", and "no longer have to" store them. */
  @Test
  void newcomerReceivesItsKeysAndTheirOldOwnerDropsThem() {
    SimCluster cluster = cluster(2, 1);
    SimHost old = cluster.hosts().get(0);
    SimHost x = cluster.hosts().get(1);
    old.start();
    untilMembers(cluster, old, 1);
    for (int i = 0; i < KEYS; i++) {
      Put put = Put.of(Key.of("key" + i), Content.of(Bytes.utf8("v" + i)), Bytes.EMPTY);
      await(cluster.node(old).store().put(put, RequestOptions.DEFAULT));
    }
    x.start();
    Quartet.require(sim.runUntil(cluster::isComplete, 300_000), "the join");
    sim.runFor(60_000);
    assertThat(ownCopies(x)).isBetween(KEYS / 4L, 3L * KEYS / 4);
    assertThat(ownCopies(old) + ownCopies(x)).isEqualTo(KEYS);
    for (int i = 0; i < KEYS; i++) {
      var reading = await(cluster.node(old).store().get(Key.of("key" + i), Quartet.STRICT));
      assertThat(Quartet.values(reading)).containsExactly("v" + i);
    }
  }

  /** "does not receive any duplicate transfers for a given key range". */
  @Test
  void newcomerReceivesEachPieceOnce() {
    SimCluster cluster = cluster(2, 1);
    List<String> pieces = new ArrayList<>();
    cluster
        .network()
        .tap(
            (from, to, frame) -> {
              Envelope e = Codec.decode(frame);
              if (e.message() instanceof Chunk chunk) {
                pieces.add(from.name() + " " + chunk.partition() + " " + chunk.cursor());
              }
            });
    cluster.hosts().forEach(SimHost::start);
    Quartet.require(sim.runUntil(cluster::isComplete, 300_000), "the join");
    assertThat(pieces).hasSize(8).doesNotHaveDuplicates();
  }

  /** "maintains an eventually consistent view of membership". */
  @Test
  void memberThatMissedAChangeLearnsOfItByGossip() {
    SimCluster cluster = cluster(5, 3);
    List<SimHost> hosts = cluster.hosts();
    for (SimHost host : hosts.subList(0, 4)) {
      host.start();
    }
    untilMembers(cluster, hosts.get(3), 4);
    SimHost deaf = hosts.get(3);
    long epoch = ring(cluster, deaf).epoch();
    for (SimHost other : hosts) {
      cluster.network().cut(other.endpoint(), deaf.endpoint());
      cluster.network().cut(deaf.endpoint(), other.endpoint());
    }
    hosts.get(4).start();
    sim.runFor(20_000);
    assertThat(ring(cluster, hosts.get(0)).epoch()).isGreaterThan(epoch);
    assertThat(ring(cluster, deaf).epoch()).isEqualTo(epoch);
    cluster.network().heal();
    Quartet.require(sim.runUntil(cluster::isComplete, 300_000), "one ring everywhere");
    assertThat(ring(cluster, deaf).members()).hasSize(5);
  }
}
