package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.node.AdminDoor;
import org.dynamokv.core.node.Node;
import org.dynamokv.core.node.NodeSettings;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.replica.Copy;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.Limits;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.SiblingPolicy;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/** Nodes on simulated machines: the first founds the cluster, the others join it. */
public final class SimCluster {
  private static final String TRANSPORT = "sim";
  private static final byte MEMBERSHIP = 0;

  private final Simulation sim;
  private final Shape shape;
  private final SimNetwork network;
  private final History history = new History();
  private final List<SimHost> hosts = new ArrayList<>();

  /** Machines that are off. */
  public SimCluster(Simulation sim, Shape shape) {
    this.sim = sim;
    this.shape = shape;
    this.network = new SimNetwork(sim);
    network.tap((from, to, frame) -> sim.trace(() -> arrival(from, to, frame)));
    RandomGenerator ids = sim.random("ids");
    for (int i = 0; i < shape.nodes(); i++) {
      hosts.add(machine("n" + i, new NodeId(ids.nextLong() | 1)));
    }
  }

  private static String arrival(SimHost from, SimHost to, byte[] frame) {
    Envelope e = Codec.decode(frame);
    Header h = e.header();
    return "%s > %s %s %d %s"
        .formatted(from.name(), to.name(), h.reply() ? "re" : "rq", h.id(), e.message());
  }

  private SimHost machine(String name, NodeId id) {
    SimHost[] me = new SimHost[1];
    me[0] =
        new SimHost(
            sim, network, name, id, shape.shards(), (self, shards) -> process(me[0], self, shards));
    me[0].disk().watch((key, before, after) -> changed(me[0], key, before, after));
    return me[0];
  }

  private SimNode process(SimHost host, Self self, List<Environment> shards) {
    SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    endpoints.put(TRANSPORT, host.endpoint());
    Endpoint founder = SimHost.endpointOf("n0");
    NodeSettings settings =
        new NodeSettings(
            "sim",
            new Member(host.id(), host.name(), "", endpoints),
            TRANSPORT,
            shape.partitions(),
            new BucketProperties(shape.n(), shape.r(), shape.w(), SiblingPolicy.DEFAULT, 0),
            host.endpoint().equals(founder) ? List.of() : List.of(founder),
            Limits.DEFAULT_VALUE_BYTES,
            NodeSettings.DEFAULT_MAX_IN_FLIGHT);
    return new SimNode(new Node(settings, self, shards, Events.NONE, AdminDoor.NONE));
  }

  private void changed(
      SimHost host, byte[] key, byte @Nullable [] before, byte @Nullable [] after) {
    if (after != null && key[0] != MEMBERSHIP) {
      StoredObject old = before == null ? StoredObject.EMPTY : Copy.decode(before).object();
      history.stored(host.name(), Slot.parse(key), old, Copy.decode(after).object());
    }
  }

  Simulation simulation() {
    return sim;
  }

  Shape shape() {
    return shape;
  }

  History history() {
    return history;
  }

  SimNetwork network() {
    return network;
  }

  /** The machines, in order of their names. */
  public List<SimHost> hosts() {
    return Collections.unmodifiableList(hosts);
  }

  /** The node of a machine that is up. */
  public Node node(SimHost host) {
    return ((SimNode) host.process()).node();
  }

  /** Whether all machines are up, and their nodes members of one and the same settled ring. */
  public boolean isComplete() {
    return hosts.stream().allMatch(h -> h.isUp() && isMember(node(h)))
        && hosts.stream().map(h -> node(h).ring()).distinct().count() == 1;
  }

  private boolean isMember(Node node) {
    Ring ring = node.ring();
    return node.state() == NodeStatus.State.MEMBER
        && ring != null
        && ring.change() == null
        && ring.members().size() == hosts.size();
  }

  /** The copies of a key on the disks of its owners, by machine. */
  SortedMap<String, StoredObject> copies(Key key) {
    SortedMap<String, StoredObject> copies = new TreeMap<>();
    Ring ring = node(hosts.get(0)).ring();
    if (ring == null) {
      throw new IllegalStateException("no ring");
    }
    int partition = ring.partitionOf(key);
    for (SimHost host : hosts) {
      Owner owner = ring.partition(partition).ownerOf(host.id());
      if (owner != null) {
        copies.put(host.name(), copy(host, Slot.own(partition, owner.tenure(), key)));
      }
    }
    return copies;
  }

  private static StoredObject copy(SimHost host, Slot slot) {
    byte[] record = host.disk().durable(slot.storageKey().array());
    return record == null ? StoredObject.EMPTY : Copy.decode(record).object();
  }
}
