package org.dynamokv.server.admin;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dynamokv.core.node.Explanation;
import org.dynamokv.core.node.Explanation.Replica;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.node.NodeStatus.HintCount;
import org.dynamokv.core.node.NodeStatus.State;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.Token;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
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

/** A node that says what the test wants. Tests change it while the port asks it. */
final class FakeNode implements NodeView {
  static final long MODIFIED = 1_700_000_000_000L;

  volatile Ring ring;
  volatile NodeStatus status;
  volatile StorageStats storage = new StorageStats(12_345, 48 << 20, 7L << 30);
  volatile StorageException storageError;
  volatile List<Replica> local = List.of();
  volatile RuntimeException failure;

  /** A settled ring of that many members, this node the first. */
  FakeNode(int members, int partitions) {
    settle(members, partitions, 1);
  }

  void settle(int members, int partitions, long epoch) {
    become(ring(members, partitions, epoch, null), State.MEMBER, List.of(), "");
  }

  /** One more comes: the ring is MOVING. */
  void beginJoin(int members, int partitions, long epoch) {
    Change change =
        new Change(
            epoch, Change.Kind.JOIN, null, List.of(member(members)), Change.Phase.MOVING, epoch);
    become(
        ring(members, partitions, epoch, change),
        State.MEMBER,
        List.of(new HintCount(id(1), 42, 8_400)),
        "node-" + (members + 1) + " to fetch 37 of 85 partitions");
  }

  /** Takes over a ring; everybody but those named "down" is alive. */
  void become(Ring newRing, State state, List<HintCount> hints, String changeWaitingFor) {
    ring = newRing;
    var alive = new TreeSet<NodeId>();
    newRing.everybody().forEach(m -> alive.add(m.id()));
    status = new NodeStatus(member(0), state, "", newRing, alive, hints, changeWaitingFor);
  }

  void lose(int node) {
    NodeStatus s = status;
    var alive = new TreeSet<>(s.alive());
    alive.remove(id(node));
    status =
        new NodeStatus(
            s.me(), s.state(), s.waitingFor(), s.ring(), alive, s.hints(), s.changeWaitingFor());
  }

  void notYetMember(String waitingFor) {
    ring = null;
    status =
        new NodeStatus(member(0), State.JOINING, waitingFor, null, new TreeSet<>(), List.of(), "");
  }

  static NodeId id(int i) {
    return new NodeId(0xa000_0000_0000_0001L + i);
  }

  static Member member(int i) {
    SortedMap<String, Endpoint> doors = new TreeMap<>();
    doors.put("tcp", new Endpoint("10.0.0." + (i + 1), 20050));
    doors.put("http", new Endpoint("10.0.0." + (i + 1), 8098));
    doors.put("admin", new Endpoint("127.0.0.1", 8099));
    return new Member(id(i), "node-" + (i + 1), "rack-" + (char) ('a' + i % 3), doors);
  }

  static Ring ring(int members, int partitions, long epoch, Change change) {
    SortedMap<NodeId, Member> all = new TreeMap<>();
    IntStream.range(0, members).forEach(i -> all.put(id(i), member(i)));
    List<Partition> parts =
        IntStream.range(0, partitions).mapToObj(p -> partition(p, members, change)).toList();
    return new Ring(
        "shop",
        7,
        epoch,
        all,
        parts,
        change,
        BucketProperties.DEFAULT,
        new TreeMap<>(),
        new TreeSet<>());
  }

  private static Partition partition(int p, int members, Change change) {
    List<Owner> owners =
        IntStream.range(0, Math.min(3, members))
            .mapToObj(i -> new Owner(id((p + i) % members), 1))
            .toList();
    boolean moves = change != null && p % 4 == 0;
    List<Owner> next =
        moves
            ? Stream.concat(Stream.of(new Owner(id(members), change.id())), owners.stream())
                .limit(3)
                .toList()
            : List.of();
    return new Partition(owners, next, 1);
  }

  /** An object with a text value and a tombstone beside it. */
  static StoredObject twoSiblings() {
    Actor first = new Actor(id(0), 0xbeef, 1);
    Actor second = new Actor(id(1), 0xcafe, 2);
    Content text = new Content(Bytes.utf8("hello"), "text/plain", new TreeMap<>());
    return new StoredObject(
        List.of(
            new Sibling(new Dot(first, 3), text, MODIFIED, 0),
            new Sibling(new Dot(second, 1), null, MODIFIED + 1, 0)),
        VersionVector.of(new Actor[] {first, second}, new long[] {4, 1}));
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public String cluster() {
    return "shop";
  }

  @Override
  public Ring ring() {
    return ring;
  }

  @Override
  public CompletionStage<NodeStatus> status() {
    RuntimeException error = failure;
    return error == null
        ? CompletableFuture.completedStage(status)
        : CompletableFuture.failedStage(error);
  }

  @Override
  public CompletionStage<Explanation> explain(Key key) {
    if (failure != null) {
      return CompletableFuture.failedStage(failure);
    }
    int partition = ring.partitionOf(key);
    List<NodeId> owners = ring.readers(partition, 3);
    List<NodeId> list =
        Stream.concat(owners.stream(), ring.standIns(partition).stream()).limit(4).toList();
    List<Replica> replicas =
        IntStream.range(0, list.size()).mapToObj(i -> replica(list, i)).toList();
    return CompletableFuture.completedStage(
        new Explanation(key, Token.of(key), partition, ring.epoch(), list, replicas));
  }

  /** The second does not answer, the fourth keeps its hint. */
  private static Replica replica(List<NodeId> list, int i) {
    return switch (i) {
      case 0 -> new Replica(list.get(0), "owner", true, twoSiblings(), null);
      case 1 -> new Replica(list.get(1), "owner", false, null, null);
      case 2 -> new Replica(list.get(2), "owner", true, null, null);
      default -> new Replica(list.get(3), "stand-in", true, twoSiblings(), list.get(1));
    };
  }

  @Override
  public CompletionStage<List<Replica>> local(Key key) {
    return CompletableFuture.completedStage(local);
  }

  @Override
  public StorageStats storage() throws StorageException {
    if (storageError != null) {
      throw storageError;
    }
    return storage;
  }
}
