package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.junit.jupiter.api.Test;

/** A node joins while clients write: nothing that was acknowledged may be missed afterwards. */
class JoinUnderLoadTest {
  private static final Shape TWO_NODES_ONE_COPY =
      new Shape(2, 1, 1, 1, 1, 4, 1, 1, 0, false, 1, 0, NetworkFaults.NONE);
  private static final Shape FIVE_NODES_THREE_COPIES =
      new Shape(
          5, 2, 3, 2, 2, 8, 1, 1, 0, false, 1, 0, new NetworkFaults(50, 50, 5, 500, 50, 5, 500));
  private static final RequestOptions STRICT = new RequestOptions(0, 0, 5_000, Consistency.STRICT);

  private final List<Key> acknowledged = new ArrayList<>();
  private final List<Key> found = new ArrayList<>();
  private final List<Key> missing = new ArrayList<>();

  @Test
  void writeThatWaitsForASlowDiskIsStreamedToo() {
    for (long seed = 1; seed <= 20; seed++) {
      writeWhileOthersJoin(seed, TWO_NODES_ONE_COPY, SimDisk.Fault.SLOW);
    }
  }

  @Test
  void writesOfSeveralJoinsOnAPoorNetworkAreFoundByEveryQuorum() {
    for (long seed = 1; seed <= 10; seed++) {
      writeWhileOthersJoin(seed, FIVE_NODES_THREE_COPIES, SimDisk.Fault.NONE);
    }
  }

  private void writeWhileOthersJoin(long seed, Shape shape, SimDisk.Fault fault) {
    Simulation sim = new Simulation(seed);
    SimCluster cluster = new SimCluster(sim, shape);
    SimHost founder = cluster.hosts().get(0);
    founder.start();
    assertThat(sim.runUntil(() -> isMember(cluster, founder), 60_000)).isTrue();

    founder.disk().fault(fault);
    cluster.network().faults(shape.network());
    cluster.hosts().stream().skip(1).forEach(SimHost::start);
    for (int i = 0; !cluster.isComplete() && i < 60_000; i++) {
      SimHost host = cluster.hosts().get(i % shape.nodes());
      put(cluster, host, Key.of("key" + i));
      sim.runFor(5);
    }
    cluster.network().heal();
    founder.disk().fault(SimDisk.Fault.NONE);
    sim.runFor(10_000);

    assertThat(cluster.isComplete()).as("seed %d", seed).isTrue();
    assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
    acknowledged.forEach(key -> get(cluster, founder, key));
    sim.runFor(10_000);
    assertThat(missing)
        .as("acknowledged and gone of %d, seed %d", acknowledged.size(), seed)
        .hasSize(0);
    assertThat(found).as("seed %d", seed).hasSameSizeAs(acknowledged);
    acknowledged.clear();
    found.clear();
  }

  private static boolean isMember(SimCluster cluster, SimHost host) {
    return cluster.node(host).state() == NodeStatus.State.MEMBER;
  }

  private void put(SimCluster cluster, SimHost host, Key key) {
    Put put = Put.of(key, Content.of(Bytes.utf8("v1")), Bytes.EMPTY);
    var written = cluster.node(host).store().put(put, STRICT);
    written.thenAccept(w -> acknowledged.add(key));
  }

  private void get(SimCluster cluster, SimHost host, Key key) {
    var reading = cluster.node(host).store().get(key, STRICT);
    reading.thenAccept(r -> (r.isFound() ? found : missing).add(key));
  }
}
