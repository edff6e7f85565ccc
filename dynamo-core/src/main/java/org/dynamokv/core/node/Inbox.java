package org.dynamokv.core.node;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.membership.Membership;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.message.Message.GetRequest;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.message.Message.ReadCopy;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Takes every message to the shard that it is for. Called on the transport's threads; it never
 * waits.
 */
final class Inbox implements TransportListener {
  private final int maxBacklog;
  private final Self self;
  private final Events events;
  private final AdminDoor admin;
  private final List<Shard> shards;
  private final Membership membership;
  private final Supplier<@Nullable Ring> ring;

  Inbox(
      NodeSettings settings,
      Self self,
      Events events,
      AdminDoor admin,
      List<Shard> shards,
      Membership membership,
      Supplier<@Nullable Ring> ring) {
    this.maxBacklog = 2 * settings.maxInFlight();
    this.self = self;
    this.events = events;
    this.admin = admin;
    this.shards = shards;
    this.membership = membership;
    this.ring = ring;
  }

  @Override
  public void received(Link link, byte[] frame) {
    Envelope envelope = Codec.decode(frame);
    Header header = envelope.header();
    noteEpoch(header);
    if (header.reply()) {
      replied(header, envelope.message());
      return;
    }
    Responder responder = new Responder(self, link, header);
    if (!isForMe(header, envelope.message())) {
      responder.reply(epoch(), new Refused(Refused.Reason.WRONG_START, null));
      return;
    }
    Shard shard = shardFor(envelope.message());
    if (shard == null) {
      refuse(shards, envelope, Refused.Reason.NOT_READY, responder);
    } else if (shard.env.backlog() > maxBacklog && isClients(envelope.message())) {
      events.overloaded();
      refuse(List.of(shard), envelope, Refused.Reason.OVERLOADED, responder);
    } else {
      long deadline =
          header.ttlMillis() == 0
              ? Long.MAX_VALUE
              : shard.env.monotonicMillis() + header.ttlMillis();
      shard.env.execute(() -> handle(shard, header, envelope.message(), responder, deadline));
    }
  }

  /**
   * "Certainly did not run" must be true of a put, also when the same one came before or comes
   * again: the shards that it may be for are asked first.
   */
  private void refuse(
      List<Shard> mayBeFor, Envelope refused, Refused.Reason reason, Responder responder) {
    boolean put = refused.message() instanceof PutRequest;
    List<Shard> toAsk = put ? mayBeFor : List.of();
    refuse(toAsk.iterator(), refused.header(), new Refused(reason, null), responder);
  }

  private void refuse(Iterator<Shard> toAsk, Header put, Refused refusal, Responder responder) {
    if (!toAsk.hasNext()) {
      responder.reply(epoch(), refusal);
      return;
    }
    Shard shard = toAsk.next();
    shard.env.execute(
        () -> {
          if (shard.willNeverRun(put)) {
            refuse(toAsk, put, refusal, responder);
          }
        });
  }

  private void replied(Header header, Message message) {
    if (!header.to().equals(self.id()) || header.toStart() != self.start()) {
      events.messageDropped("wrong-start");
      return;
    }
    Shard shard = shards.get(Rpc.laneOf(header.id()) % shards.size());
    shard.env.execute(() -> shard.rpc.replied(header, message));
  }

  /**
   * Data and clients' requests must name this start of this node; the rest may come before it is
   * known.
   */
  private boolean isForMe(Header header, Message message) {
    boolean anyone = header.to().equals(NodeId.NONE) || header.toStart() == 0;
    boolean me = header.to().equals(self.id()) && header.toStart() == self.start();
    boolean named =
        isClients(message) || message instanceof ReadCopy || message instanceof MergeCopy;
    return me
        || anyone && !named && (header.to().equals(NodeId.NONE) || header.to().equals(self.id()));
  }

  private static boolean isClients(Message message) {
    return message instanceof GetRequest || message instanceof PutRequest;
  }

  private @Nullable Shard shardFor(Message message) {
    Key key =
        message instanceof GetRequest get
            ? get.key()
            : message instanceof PutRequest put
                ? put.put().key()
                : message instanceof ReadCopy read
                    ? read.key()
                    : message instanceof MergeCopy merge ? merge.key() : null;
    Ring now = ring.get();
    if (key == null) {
      return shards.get(0);
    }
    return now == null ? null : shards.get(now.partitionOf(key) % shards.size());
  }

  private void handle(
      Shard shard, Header header, Message message, Responder responder, long deadline) {
    if (shard.env.monotonicMillis() > deadline) {
      events.messageDropped("expired");
    } else if (message instanceof AdminRequest request) {
      admin.handle(request, reply -> responder.reply(epoch(), reply));
    } else if (message instanceof MembershipMessage
        || message instanceof Message.RingRequest
        || message instanceof Message.RingIs) {
      membership.handle(header, message, responder);
    } else {
      shard.handle(header, message, responder);
    }
  }

  private void noteEpoch(Header header) {
    Ring now = ring.get();
    if (now != null && header.epoch() > now.epoch() && now.knows(header.from())) {
      shards.get(0).env.execute(() -> membership.sawEpoch(header.from(), header.epoch()));
    }
  }

  @Override
  public void notSent(Endpoint to, Frame frame, String reason) {
    Header header = Codec.readHeader(frame.head());
    if (header.id() != 0 && !header.reply()) {
      Shard shard = shards.get(Rpc.laneOf(header.id()) % shards.size());
      shard.env.execute(() -> shard.rpc.notSent(header.id()));
    }
  }

  @Override
  public void linkDown(Endpoint to, String reason) {
    shards.forEach(shard -> shard.env.execute(() -> shard.rpc.linkDown(to)));
  }

  private long epoch() {
    Ring now = ring.get();
    return now == null ? 0 : now.epoch();
  }
}
