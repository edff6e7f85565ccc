package org.dynamokv.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Patience;
import org.dynamokv.core.env.PeerWatcher;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.message.Message.Merged;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.replica.Replica;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.junit.jupiter.api.Test;

/** What the requests of a shard share: waiting for a ring, and what replicas say. */
class RequestTest {
  private static final Key KEY = Key.of("k");
  private static final Member ME = member(1);
  private static final Member OTHER = member(2);
  private static final Ring RING =
      RingChanges.begin(
          RingChanges.found("c", 1, ME, 1, BucketProperties.DEFAULT),
          Kind.JOIN,
          null,
          List.of(OTHER),
          List.of(List.of(ME.id(), OTHER.id())));

  private final FakeEnvironment env = new FakeEnvironment();
  private final Self self = new Self(ME.id(), 1);
  private final Peers peers = new Peers("t", PeerWatcher.NONE);
  private final Rpc rpc = new Rpc(env, self, peers, 0);
  private final Replica replica = new Replica(env.storage, self, Events.NONE, 0, 1);
  private final Surroundings s = new Surroundings(env, self, peers, rpc, replica, Events.NONE, 100);
  private final List<String> log = new ArrayList<>();

  private static Member member(int id) {
    SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    endpoints.put("t", new Endpoint("host" + id, 1));
    return new Member(new NodeId(id), "n" + id, "", endpoints);
  }

  private final class Stub extends Request<String> {
    Stub() {
      super(RequestTest.this.s, RING, KEY, RequestOptions.DEFAULT, new Logged());
    }

    @Override
    void begin() {
      log.add("begins with ring " + ring.epoch());
    }

    @Override
    Failure onTimeout() {
      return Failure.refused(Failure.Code.TIMEOUT, "");
    }
  }

  private final class Logged implements Done<String> {
    @Override
    public void succeeded(String result) {
      log.add(result);
    }

    @Override
    public void failed(Failure failure) {
      log.add("failed");
    }

    @Override
    public void refused(Refused.Reason reason) {
      log.add("refused");
    }
  }

  @Test
  void requestThatSeveralReplicasCallStaleWaitsOnceAndNotAfterItsEnd() {
    s.adopt(RING);
    Stub first = new Stub();
    Stub second = new Stub();
    for (Stub stub : List.of(first, first, first, second, second)) {
      stub.startOver();
    }
    assertThat(s.waiting()).isEqualTo(2);
    first.succeed("ended");
    first.startOver();
    assertThat(s.waiting()).isEqualTo(1);
    s.adopt(RingChanges.advance(RING));
    assertThat(s.waiting()).isZero();
    assertThat(log).containsExactly("ended", "begins with ring 3");
  }

  @Test
  void readThatOneCopyAnswersStillRepairsTheOthers() {
    Ring both = RingChanges.settle(RingChanges.advance(RING));
    s.adopt(both);
    Dot dot = new Dot(new Actor(ME.id(), 1, 0), 1);
    StoredObject object =
        new StoredObject(List.of(new Sibling(dot, null, 1, 0)), VersionVector.EMPTY.with(dot));
    new Copies(s, both, KEY).mergeMine(object, NodeId.NONE, new Answers());
    env.storage.endAll();
    RequestOptions one = new RequestOptions(1, 0, 100, Consistency.STRICT);
    new GetCoordinator(s, both, KEY, one, new Ended()).begin();
    assertThat(log).containsExactly("durable", "found");
    replyToLast(new CopyIs(true, Bytes.EMPTY, null));
    assertThat(Codec.decode(env.sent.get(env.sent.size() - 1).join()).message())
        .isEqualTo(new Message.MergeCopy(KEY, object, NodeId.NONE));
  }

  private final class Ended implements Done<Found> {
    @Override
    public void succeeded(Found result) {
      log.add("found");
    }

    @Override
    public void failed(Failure failure) {
      log.add("failed");
    }

    @Override
    public void refused(Refused.Reason reason) {
      log.add("refused");
    }
  }

  @Test
  void replyOfTheWrongKindCountsAsNone() {
    s.adopt(RING);
    Copies copies = new Copies(s, RING, KEY);
    copies.read(OTHER.id(), true, Patience.of(100), new Silent());
    replyToLast(new Merged());
    copies.merge(OTHER.id(), Codec.body(new Merged()), Patience.of(100), new Answers());
    replyToLast(new CopyIs(true, Bytes.EMPTY, null));
    assertThat(log).containsExactly("lost", "lost");
  }

  private void replyToLast(Message reply) {
    Header asked = Codec.readHeader(env.sent.get(env.sent.size() - 1).head());
    rpc.replied(new Header(OTHER.id(), 5, ME.id(), 1, 0, asked.id(), true, 0), reply);
  }

  private final class Answers extends Silent {
    @Override
    public void durable() {
      log.add("durable");
    }
  }

  private class Silent implements Copies.Reply {
    @Override
    public void stale() {
      log.add("stale");
    }

    @Override
    public void behind() {
      log.add("behind");
    }

    @Override
    public void lost() {
      log.add("lost");
    }
  }
}
