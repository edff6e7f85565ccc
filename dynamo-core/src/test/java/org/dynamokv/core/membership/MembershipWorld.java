package org.dynamokv.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Evidence;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.sim.SimHost;
import org.dynamokv.core.sim.SimNetwork;
import org.dynamokv.core.sim.Simulation;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/**
 * Several nodes that are nothing but membership, on virtual time, with an all-seeing judge: one
 * ring per epoch; READING only when every needer has all data on disk; SETTLED only when old
 * readers are fenced.
 */
final class MembershipWorld {
  static final int PARTITIONS = 16;
  private static final int KEYS = 7;
  private static final long CALM_MILLIS = 120_000;

  final Simulation sim;
  final SimNetwork network;
  final List<SimHost> hosts = new ArrayList<>();
  final VoteJudge votes = new VoteJudge();
  // Mutable state
  private final Map<Long, Ring> decided = new TreeMap<>();
  private final Map<NodeId, Long> served = new TreeMap<>();
  final Set<String> moved = new TreeSet<>();
  private boolean filled;

  MembershipWorld(long seed) {
    sim = new Simulation(seed);
    network = new SimNetwork(sim);
    network.tap(votes);
  }

  /** A node that is off; the first one founds the cluster, others ask those before it. */
  SimHost add() {
    List<Endpoint> seeds = hosts.stream().limit(2).map(SimHost::endpoint).toList();
    return add("node" + (hosts.size() + 1), seeds);
  }

  SimHost add(String name, List<Endpoint> seeds) {
    int number = hosts.size() + 1;
    SimHost host =
        new SimHost(
            sim,
            network,
            "node" + number,
            new NodeId(number),
            1,
            (self, shards) -> new MemberProcess(this, settings(number, name, seeds), self, shards));
    hosts.add(host);
    return host;
  }

  /** Each boot opens its admin door at another port. */
  private MembershipSettings settings(int number, String name, List<Endpoint> seeds) {
    Member me = TestRings.member(number, name);
    TreeMap<String, Endpoint> endpoints = new TreeMap<>(me.endpoints());
    endpoints.put("admin", new Endpoint("localhost", (int) hosts.get(number - 1).boot()));
    Member now = new Member(me.id(), me.name(), me.rack(), endpoints);
    return new MembershipSettings(
        "test", now, PARTITIONS, BucketProperties.DEFAULT, seeds, MembershipTimings.DEFAULT);
  }

  static MemberProcess process(SimHost host) {
    return (MemberProcess) host.process();
  }

  static Membership membership(SimHost host) {
    return process(host).membership;
  }

  Ring highest() {
    return decided.get(((TreeMap<Long, Ring>) decided).lastKey());
  }

  // What nodes report

  void adopted(NodeId node, Ring ring) {
    Ring first = decided.putIfAbsent(ring.epoch(), ring);
    if (first != null) {
      assertThat(ring).as(name() + "one ring for epoch " + ring.epoch()).isEqualTo(first);
      return;
    }
    Ring before = decided.get(ring.epoch() - 1);
    if (before != null && before.change() != null) {
      judge(before, ring);
    }
  }

  void everywhere(NodeId node, Ring ring) {
    served.merge(node, ring.epoch(), Math::max);
  }

  void moved(NodeId node, Member member) {
    moved.add(node + " hears of " + member.name());
  }

  private void judge(Ring before, Ring ring) {
    if (ring.change() != null) {
      judgeComplete(before);
    } else if (before.change().phase() == Change.Phase.READING) {
      judgeFenced(before);
    }
  }

  private void judgeComplete(Ring moving) {
    Evidence evidence = new Evidence(moving);
    for (int p : evidence.moving()) {
      for (NodeId needer : evidence.needers(p)) {
        assertThat(keys(moving, p, needer)).as(name() + "data of " + p).isEqualTo(keys());
      }
    }
  }

  /** Written out once more, for n=3 and r=2, so that a mistake in Evidence cannot excuse itself. */
  private void judgeFenced(Ring reading) {
    for (int p : new Evidence(reading).moving()) {
      List<NodeId> owners = reading.partition(p).owners().stream().map(Owner::node).toList();
      List<NodeId> next = reading.partition(p).next().stream().map(Owner::node).toList();
      List<NodeId> behind = owners.stream().filter(o -> isBehind(o, reading)).toList();
      boolean leaversFenced = next.containsAll(behind) && next.size() == owners.size();
      boolean tooFewToRead = behind.size() < Math.min(2, owners.size());
      assertThat(leaversFenced || tooFewToRead).as(name() + "fence of " + p).isTrue();
    }
  }

  private boolean isBehind(NodeId node, Ring reading) {
    return served.getOrDefault(node, 0L) < reading.epoch();
  }

  // Data

  /** Puts the same keys into every partition of the founder. */
  void fill(SimHost founder) {
    Ring ring = membership(founder).ring();
    List<Write> batch = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      for (String key : keys()) {
        batch.add(new Write.Put(FakeData.key(p, ring.epoch(), key), new byte[0]));
      }
    }
    process(founder)
        .store(
            batch,
            new Answer<>() {
              @Override
              public void done(Boolean result) {
                filled = true;
              }

              @Override
              public void failed(StorageException error) {
                throw new IllegalStateException(error);
              }
            });
    await("filled", () -> filled, 10_000);
  }

  private static Set<String> keys() {
    Set<String> out = new TreeSet<>();
    for (int i = 0; i < KEYS; i++) {
      out.add("key" + i);
    }
    return out;
  }

  private Set<String> keys(Ring ring, int p, NodeId node) {
    SimHost host = hosts.get((int) node.bits() - 1);
    Owner owner = ring.partition(p).ownerOf(node);
    return FakeData.on(host.disk().entries(), p, owner.tenure());
  }

  // Time

  String name() {
    return "seed " + sim.seed() + " at " + sim.now() + " ms: ";
  }

  void await(String what, BooleanSupplier condition, long withinMillis) {
    boolean happened = sim.runUntil(condition, withinMillis);
    assertThat(happened).as(name() + what + describe()).isTrue();
  }

  private String describe() {
    StringBuilder out = new StringBuilder();
    for (SimHost host : hosts) {
      if (host.isUp()) {
        Membership m = membership(host);
        Ring ring = m.ring();
        out.append("; ").append(host.name()).append(" at ");
        out.append(ring == null ? "none" : ring.epoch() + " " + ring.change());
        out.append(" '").append(m.waitingFor()).append("' '");
        out.append(m.changeWaitingFor()).append('\'');
      }
    }
    return out.toString();
  }

  /** The founder, filled, and more nodes joined one after the other. */
  MembershipWorld grown(int nodes) {
    SimHost founder = add();
    founder.start();
    await("founded", () -> membership(founder).ring() != null, 10_000);
    fill(founder);
    while (hosts.size() < nodes) {
      SimHost next = add();
      next.start();
      awaitSettled(hosts.size());
    }
    return this;
  }

  /** Waits until all nodes that are up are members of one settled ring. */
  void awaitSettled(int members) {
    await(members + " members settled", () -> isSettled(members), CALM_MILLIS);
    judgeEnd();
  }

  private boolean isSettled(int members) {
    return hosts.stream().filter(SimHost::isUp).allMatch(h -> isSettled(h, members));
  }

  private boolean isSettled(SimHost host, int members) {
    Ring ring = membership(host).ring();
    return ring != null
        && ring.change() == null
        && ring.epoch() == highest().epoch()
        && ring.members().size() == members
        && ring.members().containsKey(host.id());
  }

  private void judgeEnd() {
    Ring ring = highest();
    for (int p = 0; p < PARTITIONS; p++) {
      for (Owner owner : ring.partition(p).owners()) {
        assertThat(keys(ring, p, owner.node())).as(name() + "data of " + p).isEqualTo(keys());
      }
    }
  }

  void split(List<SimHost> left, List<SimHost> right) {
    for (SimHost a : left) {
      for (SimHost b : right) {
        network.cut(a.endpoint(), b.endpoint());
        network.cut(b.endpoint(), a.endpoint());
      }
    }
  }
}
