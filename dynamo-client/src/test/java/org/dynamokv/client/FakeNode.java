package org.dynamokv.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.message.Message.GetReply;
import org.dynamokv.core.message.Message.GetRequest;
import org.dynamokv.core.message.Message.PutReply;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.message.Message.RingRequest;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** A node that does what its script says, and notes what it was asked. */
final class FakeNode {
  /** A script's way to say that nothing comes back. */
  static final Message SILENCE = new Message.Merged();

  /** A script's way to say that the connection ends before the reply. */
  static final Message LINK_DOWN = new Message.RingRequest();

  final NodeId id;
  final Endpoint endpoint;
  final List<Message> heard = new CopyOnWriteArrayList<>();
  final FakeCluster cluster;
  volatile long start = 77;
  volatile boolean up = true;
  volatile @Nullable Ring ring;
  volatile Function<Message, @Nullable Message> script = message -> null;

  FakeNode(FakeCluster cluster, int number) {
    this.cluster = cluster;
    id = new NodeId(0x100 + number);
    endpoint = new Endpoint("node" + number, 20050);
  }

  long epoch() {
    Ring r = ring;
    return r == null ? 0 : r.epoch();
  }

  /** Gets and puts that it was asked. */
  List<Message> requests() {
    return heard.stream().filter(m -> m instanceof GetRequest || m instanceof PutRequest).toList();
  }

  Message answer(Message message) {
    heard.add(message);
    Message scripted = script.apply(message);
    return scripted != null ? scripted : usual(message);
  }

  private Message usual(Message message) {
    Ring r = ring;
    if (message instanceof AdminRequest a) {
      return new AdminReply(200, Bytes.utf8(endpoint + " " + a.method() + " " + a.path()));
    } else if (r == null) {
      return new Refused(Refused.Reason.NOT_READY, null);
    } else if (message instanceof RingRequest) {
      return new RingIs(r);
    } else if (message instanceof GetRequest g) {
      Content content = cluster.values.get(g.key());
      return new GetReply(
          content == null ? new Reading(List.of(), Bytes.EMPTY, true) : of(content));
    } else if (message instanceof PutRequest p) {
      store(p.put());
      return new PutReply(new Written(Bytes.utf8("context"), null, true));
    }
    throw new IllegalArgumentException("not for a node: " + message);
  }

  private void store(Put put) {
    if (put.content() == null) {
      cluster.values.remove(put.key());
    } else {
      cluster.values.put(put.key(), put.content());
    }
  }

  static Reading of(Content content) {
    return new Reading(List.of(new Version(content, "v1", 1, 0)), Bytes.utf8("context"), true);
  }
}
