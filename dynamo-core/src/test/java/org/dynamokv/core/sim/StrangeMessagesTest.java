package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.node.Node;
import org.dynamokv.core.node.NodeSettings;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/** What a node makes of messages that come twice, or that no sound peer would send. */
class StrangeMessagesTest {
  private static final NodeId CLIENT = new NodeId(77);
  private static final Shape ALONE =
      new Shape(1, 1, 1, 1, 1, 1, 1, 1, 0, false, 1, 0, NetworkFaults.NONE);

  private final Simulation sim = new Simulation(5);
  private final SimCluster cluster = new SimCluster(sim, ALONE);
  private final SimHost host = cluster.hosts().get(0);
  private final List<Message> replies = new ArrayList<>();
  private final Link link = new Recording();

  private final class Recording implements Link {
    @Override
    public Hello peer() {
      return Hello.of("sim", CLIENT, 1, true);
    }

    @Override
    public void send(Frame frame) {
      replies.add(Codec.decode(frame.join()).message());
    }

    @Override
    public void close(String reason) {}
  }

  private Node started() {
    host.start();
    Node node = cluster.node(host);
    assertThat(sim.runUntil(() -> node.state() == NodeStatus.State.MEMBER, 60_000)).isTrue();
    return node;
  }

  private void receive(Node node, long id, Message message) {
    Header header = new Header(CLIENT, 1, host.id(), node.self().start(), 0, id, false, 50_000);
    node.listener().received(link, new Frame(Codec.head(header), Codec.body(message)).join());
  }

  private static Message put() {
    Put put = Put.of(Key.of("k"), Content.of(Bytes.utf8("v1")), Bytes.EMPTY);
    return new Message.PutRequest(put, RequestOptions.DEFAULT, 0);
  }

  @Test
  void putThatWillRunIsNeverCalledRefusedBecauseItsSecondCopyMeetsALongQueue() {
    Node node = started();
    host.pause();
    receive(node, 256, put());
    for (int i = 0; i <= 2 * NodeSettings.DEFAULT_MAX_IN_FLIGHT; i++) {
      receive(node, 0, new Message.GetRequest(Key.of("k"), RequestOptions.DEFAULT, 0));
    }
    sim.runFor(1);
    receive(node, 256, put());
    sim.runFor(1);
    host.resume();
    sim.runFor(1_000);
    assertThat(replies).hasOnlyElementsOfType(Message.PutReply.class).hasSize(1);
  }

  @Test
  void proposalThatDoesNotFollowItsRingIsDropped() {
    Node node = started();
    Ring ring = node.ring();
    Ballot ballot = new Ballot(1, CLIENT);
    receive(node, 256, new MembershipMessage.Accept(ring, ballot, ring));
    sim.runFor(1_000);
    assertThat(replies).isEmpty();
  }

  @Test
  void requestIdOfAnyBitsIsNoDanger() {
    Node node = started();
    receive(node, Long.MIN_VALUE, put());
    receive(node, -100 * 256, put());
    sim.runFor(1_000);
    assertThat(replies).hasOnlyElementsOfType(Message.PutReply.class).hasSize(2);
  }
}
