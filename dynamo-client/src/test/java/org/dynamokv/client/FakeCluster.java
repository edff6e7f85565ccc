package org.dynamokv.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportProvider;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;

/** Scripted nodes and the transport that reaches them, all in this process. */
final class FakeCluster implements TransportProvider {
  static final int PARTITIONS = 16;

  final List<FakeNode> nodes;
  final Map<Key, Content> values = new ConcurrentHashMap<>();
  final Map<Endpoint, FakeNode> byEndpoint = new ConcurrentHashMap<>();

  /** Nodes 0 to count-1, all with the same ring of epoch 1. */
  FakeCluster(int count) {
    nodes = IntStream.range(0, count).mapToObj(i -> new FakeNode(this, i)).toList();
    nodes.forEach(n -> byEndpoint.put(n.endpoint, n));
    Ring ring = ring(1, IntStream.range(0, count).boxed().toList());
    nodes.forEach(n -> n.ring = ring);
  }

  /** A ring of those nodes; partition p belongs to the three from number p on. */
  Ring ring(long epoch, List<Integer> members) {
    SortedMap<NodeId, Member> byId = new TreeMap<>();
    for (int m : members) {
      FakeNode node = nodes.get(m);
      SortedMap<String, Endpoint> endpoints = new TreeMap<>(Map.of("fake", node.endpoint));
      byId.put(node.id, new Member(node.id, "n" + m, "rack", endpoints));
    }
    List<Partition> partitions = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      List<Owner> owners = new ArrayList<>();
      for (int i = 0; i < Math.min(3, members.size()); i++) {
        owners.add(new Owner(nodes.get(members.get((p + i) % members.size())).id, 1));
      }
      partitions.add(new Partition(owners, List.of(), 1));
    }
    return new Ring(
        "test",
        9,
        epoch,
        byId,
        partitions,
        null,
        BucketProperties.DEFAULT,
        new TreeMap<>(),
        new TreeSet<>());
  }

  /** The owners of a key by that ring of all nodes, in order. */
  List<FakeNode> owners(Key key) {
    int p = nodes.get(0).ring.partitionOf(key);
    return IntStream.range(0, 3).mapToObj(i -> nodes.get((p + i) % nodes.size())).toList();
  }

  /** Everything of gets and puts that any node was asked. */
  long requests() {
    return nodes.stream().mapToLong(n -> n.requests().size()).sum();
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Transport open(TransportConfig config) {
    return new FakeTransport(this, config.hello());
  }
}
