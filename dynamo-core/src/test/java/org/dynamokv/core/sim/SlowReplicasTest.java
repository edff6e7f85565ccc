package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.junit.jupiter.api.Test;

/**
 * Replicas that stand still for a while: a caller who gave enough time gets an answer, not a
 * failure.
 */
class SlowReplicasTest {
  private static final Key KEY = Key.of("k");
  private static final RequestOptions PATIENT =
      new RequestOptions(0, 0, 20_000, Consistency.SLOPPY);
  private static final RequestOptions HURRIED = new RequestOptions(0, 0, 2_000, Consistency.SLOPPY);
  private static final long PAUSE_MILLIS = 2_500;

  private final Simulation sim = new Simulation(1);

  private SimCluster cluster(int nodes) {
    SimCluster cluster =
        new SimCluster(
            sim, new Shape(nodes, 1, 3, 2, 2, 4, 1, 1, 0, false, 1, 0, NetworkFaults.NONE));
    cluster.hosts().forEach(SimHost::start);
    assertThat(sim.runUntil(cluster::isComplete, 60_000)).isTrue();
    assertThat(await(put(cluster, "v1", PATIENT), 1_000)).isTrue();
    return cluster;
  }

  private CompletableFuture<Written> put(SimCluster cluster, String value, RequestOptions options) {
    Put put = Put.of(KEY, Content.of(Bytes.utf8(value)), Bytes.EMPTY);
    return store(cluster).put(put, options).toCompletableFuture();
  }

  private CompletableFuture<Reading> get(SimCluster cluster, RequestOptions options) {
    return store(cluster).get(KEY, options).toCompletableFuture();
  }

  private static org.dynamokv.core.store.Store store(SimCluster cluster) {
    return cluster.node(cluster.hosts().get(0)).store();
  }

  /** Whether it succeeds within that time. */
  private boolean await(CompletableFuture<?> stage, long withinMillis) {
    sim.runUntil(stage::isDone, withinMillis);
    return stage.isDone() && !stage.isCompletedExceptionally();
  }

  private void pause(List<SimHost> hosts) {
    hosts.forEach(SimHost::pause);
    sim.after(PAUSE_MILLIS, () -> hosts.forEach(SimHost::resume));
  }

  @Test
  void putWaitsForReplicasThatNobodyCanStandInFor() {
    SimCluster cluster = cluster(3);
    pause(cluster.hosts().subList(1, 3));
    assertThat(await(put(cluster, "v2", PATIENT), 10_000)).isTrue();
  }

  @Test
  void getWaitsForReplicasThatNobodyCanStandInFor() {
    SimCluster cluster = cluster(3);
    pause(cluster.hosts().subList(1, 3));
    assertThat(await(get(cluster, PATIENT), 10_000)).isTrue();
    pause(cluster.hosts().subList(1, 3));
    assertThat(await(get(cluster, PATIENT), 10_000)).isTrue();
  }

  @Test
  void putGoesToStandInsWhenReplicasAreSlow() {
    SimCluster cluster = cluster(6);
    List<SimHost> others = cluster.hosts().subList(1, 6);
    pause(others.subList(0, 2));
    assertThat(await(put(cluster, "v2", HURRIED), 2_000)).isTrue();
  }
}
