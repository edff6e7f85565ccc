package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dynamokv.core.sim.Quartet.KEY;
import static org.dynamokv.core.sim.Quartet.STRICT;
import static org.dynamokv.core.sim.Quartet.r;
import static org.dynamokv.core.sim.Quartet.values;
import static org.dynamokv.core.sim.Quartet.w;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.MembershipMessage.Gossip;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.StoredObject;
import org.junit.jupiter.api.Test;

/**
 * What the paper says of a running cluster, sentence by sentence (DeCandia et al., SOSP 2007,
 * sections 4.1 to 4.9), on real nodes in virtual time; what it says of the ring and of versions
 * alone is in {@link DynamoPaperRulesTest}, and what it says of a newcomer in {@link
 * DynamoPaperJoinTest}.
 *
 * <p>Not built yet, so not here: Merkle trees (4.7), leaving and removing a node (4.8.1, 4.9).
 * Rejected: the truncation of clocks (4.4).
 */
class DynamoPaperTest {
  private final Quartet q = new Quartet();
  private final List<String> seen = new ArrayList<>();

  /** Writes down who is sent messages of a kind. */
  private void watch(Class<? extends Message> kind) {
    q.cluster
        .network()
        .tap(
            (from, to, frame) -> {
              if (kind.isInstance(Codec.decode(frame).message())) {
                seen.add(from.name() + " to " + to.name());
              }
            });
  }

  private static String way(SimHost from, SimHost to) {
    return from.name() + " to " + to.name();
  }

  private Failure failed(SimHost at, RequestOptions options) {
    Failure failure = q.failure(q.store(at).put(Quartet.put("x", Bytes.EMPTY), options));
    assertThat(failure).isNotNull();
    return failure;
  }

  // 4.1 System interface

  /**
   * "returns a single object or a list of objects with conflicting versions along with a context".
   */
  @Test
  void getReturnsAllConflictingVersionsWithAContext() {
    q.put(q.a, "one");
    assertThat(values(q.get(q.c))).containsExactly("one");
    q.put(q.b, "two");
    Reading both = q.get(q.c);
    assertThat(values(both)).containsExactly("one", "two");
    assertThat(both.context().length()).isPositive();
  }

  /** "writes the replicas to disk". */
  @Test
  void putWritesTheReplicasToDisk() {
    q.put(q.d, "x");
    q.sim.runFor(1_000);
    q.all().forEach(SimHost::crash);
    List.of(q.a, q.b, q.c).forEach(h -> assertThat(values(q.copy(h))).containsExactly("x"));
  }

  /** "so that the system can verify the validity of the context". */
  @Test
  void contextThatIsNotOfThisKeyIsRefused() {
    q.put(q.a, "x");
    Bytes context = q.get(q.a).context();
    Put stray = Put.of(Key.of("another"), Content.of(Bytes.utf8("y")), context);
    Failure failure = q.failure(q.store(q.a).put(stray, RequestOptions.DEFAULT));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(Failure.Code.BAD_CONTEXT);
  }

  /** "treats both the key and the object [...] as an opaque array of bytes". */
  @Test
  void keyAndObjectAreOpaqueBytes() {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    Bytes bytes = Bytes.wrap(every);
    Key key = new Key(Key.DEFAULT_BUCKET, bytes);
    q.await(q.store(q.a).put(Put.of(key, Content.of(bytes), Bytes.EMPTY), RequestOptions.DEFAULT));
    Reading reading = q.await(q.store(q.b).get(key, RequestOptions.DEFAULT));
    assertThat(reading.versions()).hasSize(1);
    assertThat(reading.versions().get(0).content().value()).isEqualTo(bytes);
  }

  // 4.3 Replication

  /** "Each data item is replicated at N hosts". */
  @Test
  void eachItemIsReplicatedAtNHosts() {
    q.put(q.d, "x");
    q.sim.runFor(1_000);
    assertThat(q.all().stream().filter(h -> q.records(h) > 0)).containsExactly(q.a, q.b, q.c);
  }

  /** "every node in the system can determine which nodes should be in this list". */
  @Test
  void everyNodeKnowsThePreferenceListOfEveryKey() {
    for (SimHost host : q.all()) {
      assertThat(q.ringOf(host).partitions()).isEqualTo(q.ring.partitions());
    }
  }

  /** "preference list contains more than N nodes"; "only distinct physical nodes". */
  @Test
  void preferenceListHoldsMoreThanNDistinctNodes() {
    for (int p = 0; p < q.ring.partitions().size(); p++) {
      List<NodeId> list = new ArrayList<>(q.ring.readers(p, 3));
      assertThat(list).hasSize(3);
      list.addAll(q.ring.standIns(p));
      assertThat(list).hasSize(4).doesNotHaveDuplicates();
    }
  }

  // 4.4 Data versioning

  /** "may return to its caller before the update has been applied at all the replicas". */
  @Test
  void putReturnsBeforeAllReplicasHaveItAndAGetMayMissIt() {
    q.put(q.a, "old", Bytes.EMPTY, w(3));
    Bytes context = q.get(q.a).context();
    q.part(q.c, q.a);
    q.part(q.c, q.b);
    q.put(q.a, "new", context);
    assertThat(values(q.copy(q.c))).containsExactly("old");
    assertThat(values(q.get(q.c, r(1)))).containsExactly("old");
  }

  /** "new versions subsume the previous version(s)". */
  @Test
  void versionThatKnowsThePreviousOneSubsumesIt() {
    q.put(q.a, "old");
    q.put(q.b, "new", q.get(q.b).context());
    assertThat(values(q.get(q.c))).containsExactly("new");
  }

  /** "one can determine whether two versions [...] are on parallel branches". */
  @Test
  void twoUpdatesOfTheSameVersionAreParallelBranches() {
    q.put(q.a, "base");
    Bytes context = q.get(q.a).context();
    q.put(q.a, "left", context);
    q.put(q.b, "right", context);
    assertThat(values(q.get(q.c))).containsExactly("left", "right");
  }

  /** "the branches are collapsed into a single new version". */
  @Test
  void updateWithTheContextOfAllBranchesCollapsesThem() {
    q.put(q.a, "left");
    q.put(q.b, "right");
    q.put(q.c, "merged", q.get(q.d).context());
    assertThat(values(q.get(q.d, r(3)))).containsExactly("merged");
  }

  /** An "add to cart" operation "can never be forgotten or rejected", paper 4.4. */
  @Test
  void writesOnBothSidesOfAPartitionAreBothKept() {
    List.of(q.c, q.d).forEach(one -> List.of(q.a, q.b).forEach(other -> q.part(one, other)));
    q.put(q.a, "here");
    q.put(q.c, "there", Bytes.EMPTY, w(2));
    q.heal();
    q.sim.runFor(30_000);
    assertThat(values(q.get(q.b, r(3)))).containsExactly("here", "there");
  }

  // 4.5 Execution of get and put

  /** "Any storage node in Dynamo is eligible to receive client get and put operations". */
  @Test
  void anyNodeTakesAnyRequest() {
    for (SimHost host : q.all()) {
      q.put(host, host.name(), q.get(host).context());
      q.all().forEach(h -> assertThat(values(q.get(h))).containsExactly(host.name()));
    }
  }

  /** "that node will forward the request to the first among the top N nodes". */
  @Test
  void nodeOutsideTheTopNForwardsToTheFirstOfThem() {
    watch(PutRequest.class);
    q.put(q.d, "x");
    assertThat(seen).containsExactly(way(q.d, q.a));
  }

  /** "the first N healthy nodes in the preference list, skipping over those that are down". */
  @Test
  void nodesThatAreDownAreSkipped() {
    q.a.crash();
    q.sim.runFor(5_000); // until D has heard of it
    watch(PutRequest.class);
    q.put(q.d, "x");
    assertThat(seen).containsExactly(way(q.d, q.b));
    assertThat(values(q.get(q.d))).containsExactly("x");
  }

  /** "W is the minimum number of nodes that must participate in a successful write". */
  @Test
  void writeFailsWithFewerThanWNodes() {
    q.a.crash();
    q.b.crash();
    Failure failure = failed(q.c, w(3));
    assertThat(failure.code()).isEqualTo(Failure.Code.NOT_ENOUGH_REPLICAS);
    assertThat(failure.required()).isEqualTo(3);
    q.put(q.c, "y", Bytes.EMPTY, w(2)); // C and, in the place of A, D
  }

  /** "R is the minimum number of nodes that must participate in a successful read". */
  @Test
  void readFailsWithFewerThanRNodes() {
    q.put(q.a, "x", Bytes.EMPTY, w(3));
    q.a.crash();
    q.b.crash();
    Failure failure = q.failure(q.store(q.c).get(KEY, r(2)));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(Failure.Code.NOT_ENOUGH_REPLICAS);
    assertThat(values(q.get(q.c, r(1)))).containsExactly("x");
  }

  /** "R + W > N yields a quorum-like system". */
  @Test
  void readQuorumMeetsEveryWriteQuorum() {
    q.part(q.c, q.a);
    q.part(q.c, q.b);
    q.put(q.a, "x", Bytes.EMPTY, STRICT);
    assertThat(q.copy(q.c).isEmpty()).isTrue();
    q.heal();
    q.a.crash();
    assertThat(values(q.get(q.c, STRICT))).containsExactly("x");
  }

  /** "latency [...] is dictated by the slowest of the R (or W) replicas". */
  @Test
  void answerWaitsForTheSlowestOfTheReplicasThatItNeedsAndForNoOther() {
    q.put(q.a, "x", Bytes.EMPTY, w(3));
    q.c.pause();
    CompletableFuture<Reading> two = q.store(q.a).get(KEY, r(2)).toCompletableFuture();
    RequestOptions all = Quartet.with(3, 0, Consistency.STRICT);
    CompletableFuture<Reading> three = q.store(q.a).get(KEY, all).toCompletableFuture();
    q.sim.runFor(300);
    assertThat(two).isDone();
    assertThat(three).isNotDone();
    q.c.resume();
    assertThat(values(q.await(three))).containsExactly("x");
  }

  /** "the coordinator generates the vector clock for the new version". */
  @Test
  void coordinatorNamesTheNewVersion() {
    q.put(q.b, "x");
    List<Dot> dots = q.copy(q.b).siblings().stream().map(s -> s.dot()).toList();
    assertThat(dots).extracting(dot -> dot.actor().node()).containsExactly(q.b.id());
    q.sim.runFor(1_000);
    assertThat(q.copy(q.a)).isEqualTo(q.copy(q.b)).isEqualTo(q.copy(q.c));
  }

  /** "returns all the versions it deems to be causally unrelated", and no others. */
  @Test
  void getLeavesOutVersionsThatAnAnswerKnowsToBeOld() {
    q.put(q.a, "old", Bytes.EMPTY, w(3));
    Bytes context = q.get(q.a).context();
    q.part(q.c, q.a);
    q.part(q.c, q.b);
    q.put(q.a, "new", context);
    q.heal();
    assertThat(values(q.get(q.c, Quartet.with(3, 0, Consistency.STRICT)))).containsExactly("new");
  }

  /** "the reconciled version superseding the current versions is written back" (read repair). */
  @Test
  void staleReplicaIsRepairedByARead() {
    q.part(q.c, q.a);
    q.part(q.c, q.b);
    q.part(q.c, q.d);
    q.put(q.a, "x");
    q.heal();
    q.part(q.c, q.d); // D cannot deliver its hint
    q.sim.runFor(20_000); // until the others have heard of C again
    assertThat(q.copy(q.c).isEmpty()).isTrue();
    q.get(q.a);
    q.sim.runFor(1_000);
    assertThat(q.copy(q.c)).isEqualTo(q.copy(q.a));
  }

  // 4.6 Hinted handoff

  /** "a replica that would normally have lived on A will now be sent to node D". */
  @Test
  void replicaForANodeThatIsDownIsSentToTheNextOne() {
    q.a.crash();
    q.put(q.b, "x", Bytes.EMPTY, w(3));
    assertThat(values(q.hint(q.d, q.a))).containsExactly("x");
  }

  /** "Upon detecting that A has recovered, D will attempt to deliver the replica to A". */
  @Test
  void hintIsDeliveredWhenItsTargetIsBackAndThenDeleted() {
    q.a.crash();
    q.put(q.b, "x");
    q.sim.runFor(60_000);
    assertThat(values(q.hint(q.d, q.a))).containsExactly("x");
    q.a.start();
    q.sim.runFor(30_000);
    assertThat(q.copy(q.a)).isEqualTo(q.copy(q.b));
    assertThat(q.records(q.d)).isZero();
  }

  /** Hints are kept "in a separate local database": they outlive a crash of who keeps them. */
  @Test
  void hintOutlivesACrashOfItsKeeper() {
    q.a.crash();
    q.put(q.b, "x", Bytes.EMPTY, w(3));
    q.d.crash();
    q.d.start();
    q.a.start();
    q.sim.runFor(60_000);
    assertThat(values(q.copy(q.a))).containsExactly("x");
    assertThat(q.records(q.d)).isZero();
  }

  /** "without decreasing the total number of replicas in the system". */
  @Test
  void keyHasAtLeastNReplicasAllTheTimeWhileItsHintIsDelivered() {
    q.a.crash();
    q.put(q.b, "x", Bytes.EMPTY, w(3));
    q.a.start();
    long end = q.sim.now() + 30_000;
    boolean stays = !q.sim.runUntil(() -> q.all().stream().mapToLong(q::records).sum() < 3, 30_000);
    assertThat(stays).isTrue();
    assertThat(q.sim.now()).isEqualTo(end);
    assertThat(q.records(q.d)).isZero();
  }

  /** With W=1 "a write is accepted as long as a single node in the system has" it. */
  @Test
  void writeWithWOneIsAcceptedByTheLastNodeThatIsLeft() {
    List.of(q.a, q.b, q.c).forEach(SimHost::crash);
    q.sim.runFor(5_000); // until D has heard of it
    Written written = q.put(q.d, "x", Bytes.EMPTY, w(1));
    assertThat(written.strict()).isFalse();
    List.of(q.a, q.b, q.c).forEach(SimHost::start);
    q.sim.runFor(60_000);
    assertThat(values(q.get(q.b, r(3)))).containsExactly("x");
    assertThat(q.records(q.d)).isZero();
  }

  // 4.8 Membership and failure detection

  /** "A node outage [...] should not result in rebalancing of the partition assignment". */
  @Test
  void nodeThatIsDownDoesNotChangeTheRing() {
    q.c.crash();
    q.sim.runFor(600_000);
    assertThat(q.ringOf(q.a)).isEqualTo(q.ring);
    q.c.start();
    q.sim.runFor(30_000);
    q.all().forEach(h -> assertThat(q.ringOf(h)).isEqualTo(q.ring));
  }

  /** "an explicit mechanism to initiate the addition and removal of nodes": no ring without it. */
  @Test
  void settledClusterNeverMakesANewRingByItself() {
    q.sim.runFor(600_000);
    q.all().forEach(h -> assertThat(q.ringOf(h).epoch()).isEqualTo(q.ring.epoch()));
  }

  /** "writes the membership change [...] to persistent store". */
  @Test
  void ringIsReadFromDiskAfterAllNodesWereDown() {
    q.all().forEach(SimHost::crash);
    q.all().forEach(SimHost::start);
    q.sim.runFor(30_000);
    q.all().forEach(h -> assertThat(q.ringOf(h)).isEqualTo(q.ring));
  }

  /** "Each node contacts a peer chosen at random every second". */
  @Test
  void eachNodeGossipsWithEachOtherAboutOnceASecond() {
    watch(Gossip.class);
    q.sim.runFor(60_000);
    SortedSet<String> ways = new TreeSet<>(seen);
    assertThat(ways).hasSize(12);
    // Three of the four also gossip with their seed in the rounds that do not choose it.
    assertThat(seen).hasSizeBetween(4 * 55, 7 * 61);
  }

  /** Through seeds "logical partitions are highly unlikely" (4.8.2): all know all. */
  @Test
  void nodesThatJoinedThroughOneSeedKnowEachOther() {
    for (SimHost host : q.all()) {
      assertThat(q.ringOf(host).members()).hasSize(4);
      q.all().forEach(other -> assertThat(q.ringOf(host).knows(other.id())).isTrue());
    }
  }

  /** Failed is who does not answer me "even if B is responsive to node C's messages" (4.8.3). */
  @Test
  void failureDetectionIsLocal() {
    q.part(q.d, q.a);
    q.sim.runFor(20_000);
    assertThat(q.await(q.cluster.node(q.d).status()).alive()).doesNotContain(q.a.id());
    assertThat(q.await(q.cluster.node(q.b).status()).alive()).contains(q.a.id());
  }

  /** "uses alternate nodes to service requests"; "periodically retries B" (4.8.3). */
  @Test
  void nodeThatDoesNotAnswerIsReplacedByOthersAndTriedAgain() {
    q.part(q.d, q.a);
    q.sim.runFor(20_000);
    watch(PutRequest.class);
    q.put(q.d, "x");
    assertThat(seen).containsExactly(way(q.d, q.b));
    q.heal();
    q.sim.runFor(20_000);
    q.put(q.d, "y");
    assertThat(seen).containsExactly(way(q.d, q.b), way(q.d, q.a));
  }

  /** The list of a joined cluster: each node holds its share of equal partitions (4.2, 6.2). */
  @Test
  void everyNodeHoldsItsShareOfThePositions() {
    Ring ring = q.ring;
    for (SimHost host : q.all()) {
      long held =
          ring.partitions().stream()
              .map(Partition::owners)
              .flatMap(List::stream)
              .map(Owner::node)
              .filter(host.id()::equals)
              .count();
      assertThat(held).as(host.name()).isEqualTo(16 * 3 / 4);
    }
  }

  /** A read that finds nothing says so: "not found" is an answer of R nodes as well. */
  @Test
  void absentKeyIsFoundAbsentByRNodes() {
    Reading reading = q.get(q.d);
    assertThat(reading.isFound()).isFalse();
    assertThat(reading.context()).isEqualTo(Bytes.EMPTY);
    assertThat(q.copy(q.a)).isEqualTo(StoredObject.EMPTY);
  }
}
