package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.PutReply;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.node.NodeStatus.State;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.junit.jupiter.api.Test;

/** One node on a simulated machine, spoken to frame by frame. */
class SimNodeTest {
  private static final Key KEY = Key.of("k");
  private static final NodeId CLIENT = new NodeId(77);
  private static final Shape ALONE =
      new Shape(1, 1, 1, 1, 1, 1, 1, 1, 0, false, 0, 0, NetworkFaults.NONE);

  private final Simulation sim = new Simulation(1);
  private final SimCluster cluster = new SimCluster(sim, ALONE);
  private final SimHost host = cluster.hosts().get(0);
  private final List<Message> replies = new ArrayList<>();

  private final Link link =
      new Link() {
        @Override
        public Hello peer() {
          return Hello.of("sim", CLIENT, 1, true);
        }

        @Override
        public void send(Frame frame) {
          replies.add(Codec.decode(frame.join()).message());
        }

        @Override
        public void close(String reason) {
          throw new AssertionError(reason);
        }
      };

  private byte[] put(long sequence) {
    Self to = cluster.node(host).self();
    Header header =
        new Header(CLIENT, 1, to.id(), to.start(), 0, sequence * Rpc.MAX_LANES, false, 60_000);
    int number = cluster.history().begin(KEY, false, new BitSet(), 0).id;
    Put put = Put.of(KEY, History.contentOf(number), Bytes.EMPTY);
    PutRequest request = new PutRequest(put, RequestOptions.DEFAULT, 0);
    return new Frame(Codec.head(header), Codec.body(request)).join();
  }

  private void deliver(byte[] frame) {
    host.after(0, () -> host.listener().received(link, frame.clone()));
    sim.runFor(1_000);
  }

  @Test
  void putThatWasRefusedDoesNotRunWhenItArrivesAgain() {
    host.start();
    byte[] early = put(1);
    host.listener().received(link, early);
    sim.runFor(0);
    assertThat(replies).hasOnlyElementsOfType(Refused.class).hasSize(1);
    assertThat(sim.runUntil(() -> cluster.node(host).state() == State.MEMBER, 10_000)).isTrue();
    deliver(early);
    assertThat(replies).hasSize(1);
    deliver(put(2));
    assertThat(replies).hasSize(2);
    assertThat(replies.get(1)).isInstanceOf(PutReply.class);
  }

  @Test
  void putThatArrivesTwiceRunsOnce() {
    host.start();
    assertThat(sim.runUntil(() -> cluster.node(host).state() == State.MEMBER, 10_000)).isTrue();
    byte[] frame = put(1);
    deliver(frame);
    deliver(frame);
    assertThat(replies).hasSize(1).hasOnlyElementsOfType(PutReply.class);
  }

  /** DATA-MODEL, row 12. */
  @Test
  void messageForTheNodeThatStoodAtThisAddressBeforeIsRefused() {
    host.start();
    assertThat(sim.runUntil(() -> cluster.node(host).state() == State.MEMBER, 10_000)).isTrue();
    byte[] toTheOld = merge();
    host.crash();
    host.destroyDisk(new NodeId(99));
    host.start();
    assertThat(sim.runUntil(() -> cluster.node(host).state() == State.MEMBER, 10_000)).isTrue();
    int size = host.disk().size();
    deliver(toTheOld);
    assertThat(replies).hasSize(1).hasOnlyElementsOfType(Refused.class);
    assertThat(host.disk().size()).isEqualTo(size);
    deliver(merge());
    assertThat(host.disk().size()).isEqualTo(size + 1);
  }

  private byte[] merge() {
    Self to = cluster.node(host).self();
    Header header = new Header(CLIENT, 1, to.id(), to.start(), 1, 9, false, 60_000);
    int number = cluster.history().begin(KEY, false, new BitSet(), 0).id;
    Dot dot = new Dot(new Actor(CLIENT, 1, 0), number);
    Sibling sibling = new Sibling(dot, History.contentOf(number), 1, 0);
    StoredObject object = new StoredObject(List.of(sibling), VersionVector.EMPTY.with(dot));
    MergeCopy merge = new MergeCopy(KEY, object, NodeId.NONE);
    return new Frame(Codec.head(header), Codec.body(merge)).join();
  }
}
