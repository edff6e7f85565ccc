package org.dynamokv.core.membership;

import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.PeerWatcher;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.sim.SimProcess;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** A node that is nothing but membership; its shards take a while to adopt a ring. */
final class MemberProcess implements SimProcess, TransportListener, Host {
  private static final int SLOWEST_SHARD_MILLIS = 40;

  private final Self self;
  private final Environment env;
  private final Rpc rpc;
  private final MembershipWorld world;
  final Membership membership;
  // Mutable state
  private @Nullable Ring shards;
  String refused = "";

  MemberProcess(
      MembershipWorld world, MembershipSettings settings, Self self, List<Environment> shards) {
    this.world = world;
    this.self = self;
    this.env = shards.get(0);
    Peers peers = new Peers("sim", PeerWatcher.NONE);
    this.rpc = new Rpc(env, self, peers, 0);
    FakeData data = new FakeData(env, self.id(), () -> this.shards);
    this.membership = new Membership(settings, env, rpc, peers, this, data);
  }

  @Override
  public void start() {
    membership.start();
  }

  void store(List<Write> batch, Answer<Boolean> answer) {
    env.storage().apply(batch, answer);
  }

  @Override
  public TransportListener listener() {
    return this;
  }

  @Override
  public void adopt(Ring ring, Runnable everyShardHasIt) {
    world.adopted(self.id(), ring);
    env.schedule(
        env.random().nextInt(SLOWEST_SHARD_MILLIS),
        () -> {
          if (shards == null || ring.epoch() > shards.epoch()) {
            shards = ring;
          }
          world.everywhere(self.id(), ring);
          everyShardHasIt.run();
        });
  }

  @Override
  public void refused(String reason) {
    refused = reason;
  }

  @Override
  public void moved(Member member) {
    world.moved(self.id(), member);
  }

  @Override
  public long hints() {
    return 0;
  }

  @Override
  public void received(Link link, byte[] frame) {
    Envelope envelope = Codec.decode(frame);
    Header h = envelope.header();
    if (h.reply()) {
      if (h.to().equals(self.id()) && h.toStart() == self.start()) {
        rpc.replied(h, envelope.message());
      }
      return;
    }
    Responder responder = new Responder(self, link, h);
    boolean mine = h.to().equals(NodeId.NONE) || h.to().equals(self.id());
    if (mine && h.toStart() == self.start()) {
      membership.handle(h, envelope.message(), responder);
    } else {
      responder.reply(0, new Refused(Reason.WRONG_START, null));
    }
  }

  @Override
  public void notSent(Endpoint to, Frame frame, String reason) {
    rpc.notSent(Codec.readHeader(frame.head()).id());
  }

  @Override
  public void linkDown(Endpoint to, String reason) {
    rpc.linkDown(to);
  }
}
