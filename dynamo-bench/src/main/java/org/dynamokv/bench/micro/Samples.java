package org.dynamokv.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;

/** Data that look like a running cluster's; the same in every run. */
final class Samples {
  static final int VALUE_BYTES = 1024;
  private static final int KEYS = 1 << 12;

  private Samples() {}

  /** A power of two of keys, so that a counter and a mask pick one. */
  static Key[] keys() {
    Key[] keys = new Key[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = Key.of("user:" + i);
    }
    return keys;
  }

  static byte[] value(int length, long seed) {
    byte[] value = new byte[length];
    new Random(seed).nextBytes(value);
    return value;
  }

  static Ring ring(int nodes, int partitions) {
    SortedMap<NodeId, Member> members = new TreeMap<>();
    for (int i = 1; i <= nodes; i++) {
      SortedMap<String, Endpoint> at = new TreeMap<>(Map.of("tcp", new Endpoint("node" + i, 1)));
      members.put(new NodeId(i), new Member(new NodeId(i), "n" + i, "rack", at));
    }
    List<Partition> list = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      list.add(new Partition(owners(p, nodes), List.of(), 1));
    }
    return new Ring(
        "bench",
        1,
        1,
        members,
        list,
        null,
        BucketProperties.DEFAULT,
        new TreeMap<>(),
        new TreeSet<>());
  }

  private static List<Owner> owners(int partition, int nodes) {
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < Math.min(3, nodes); i++) {
      owners.add(new Owner(new NodeId(1 + (partition + i) % nodes), 1));
    }
    return owners;
  }

  private static Actor actor(int i) {
    return new Actor(new NodeId(i + 1), 0x1234_5678_9abcL, i);
  }

  /** Actors 0 to size-1, each with that counter. */
  static VersionVector vector(int size, long counter) {
    VersionVector vector = VersionVector.EMPTY;
    for (int i = 0; i < size; i++) {
      vector = vector.with(new Dot(actor(i), counter));
    }
    return vector;
  }

  /** One value of 1 KiB, written last by actor 0, with that counter. */
  static StoredObject object(int vectorSize, long counter) {
    Sibling sibling = sibling(0, counter);
    return new StoredObject(List.of(sibling), vector(vectorSize, counter));
  }

  /** As above with a concurrent write of another actor. */
  static StoredObject withSibling(StoredObject object, int actor) {
    Sibling other = sibling(actor, 1);
    List<Sibling> both = new ArrayList<>(object.siblings());
    both.add(other);
    return new StoredObject(both, object.vector().with(other.dot()));
  }

  private static Sibling sibling(int actor, long counter) {
    Content content = Content.of(Bytes.wrap(value(VALUE_BYTES, counter)));
    return new Sibling(new Dot(actor(actor), counter), content, 1_700_000_000_000L, 0);
  }
}
