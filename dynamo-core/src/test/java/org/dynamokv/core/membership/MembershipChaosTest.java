package org.dynamokv.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dynamokv.core.sim.NetworkFaults;
import org.dynamokv.core.sim.SimHost;
import org.junit.jupiter.api.Test;

/**
 * Joins under loss, duplicates, delay, resets, crashes and splits. After healing everything ends
 * within 120 simulated seconds. A run is named by its seed: {@code -Dmembership.seed=7
 * -Dmembership.runs=1} replays it.
 */
class MembershipChaosTest {
  private static final long FIRST_SEED = Long.getLong("membership.seed", 1);
  private static final long RUNS = Long.getLong("membership.runs", 40);
  private static final int MOST_NODES = 5;

  @Test
  void everyChangeEndsAndEveryNodeEndsWithTheSameRing() {
    long aborted = 0;
    long votes = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      MembershipWorld world = run(seed);
      votes += world.votes.votes;
      aborted += world.highest().epoch() - 1 - 3 * (world.hosts.size() - 1L);
    }
    if (RUNS >= 40) {
      assertThat(votes).as("votes that were judged").isGreaterThan(RUNS);
      assertThat(aborted).as("epochs that went into aborted changes").isPositive();
    }
  }

  private static MembershipWorld run(long seed) {
    MembershipWorld world = new MembershipWorld(seed);
    RandomGenerator random = world.sim.random("chaos");
    world.grown(1 + random.nextInt(3));
    world.network.faults(NetworkFaults.random(random));
    int events = 20 + random.nextInt(40);
    for (int i = 0; i < events; i++) {
      disturb(world, random);
      world.sim.runFor(random.nextInt(random.nextInt(5) == 0 ? 70_000 : 1_500));
    }
    world.network.heal();
    world.hosts.stream().filter(SimHost::isPaused).forEach(SimHost::resume);
    world.hosts.stream().filter(h -> !h.isUp()).forEach(SimHost::start);
    world.awaitSettled(world.hosts.size());
    return world;
  }

  private static void disturb(MembershipWorld world, RandomGenerator random) {
    SimHost host = world.hosts.get(random.nextInt(world.hosts.size()));
    switch (random.nextInt(9)) {
      case 0, 1 -> join(world);
      case 2 -> crash(host);
      case 3 -> crash(world.hosts.get(world.hosts.size() - 1));
      case 4 -> split(world, random);
      case 5, 6 -> world.network.heal();
      case 7 -> world.network.faults(NetworkFaults.random(random));
      default -> world.hosts.stream().filter(h -> !h.isUp()).forEach(SimHost::start);
    }
  }

  private static void join(MembershipWorld world) {
    if (world.hosts.size() < MOST_NODES) {
      world.add().start();
    }
  }

  private static void crash(SimHost host) {
    if (host.isUp()) {
      host.crash();
    }
  }

  private static void split(MembershipWorld world, RandomGenerator random) {
    List<SimHost> left = new ArrayList<>(world.hosts);
    List<SimHost> right = new ArrayList<>(world.hosts);
    left.removeIf(h -> random.nextBoolean());
    right.removeAll(left);
    world.split(left, right);
  }
}
