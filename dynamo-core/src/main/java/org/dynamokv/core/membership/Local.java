package org.dynamokv.core.membership;

import java.util.List;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of membership share: who this is, which ring it has, whom it knows. One thread.
 */
final class Local {
  final MembershipSettings settings;
  final Environment env;
  final Peers peers;
  // Mutable state
  private @Nullable Ring ring;
  private @Nullable Ring served;
  private boolean stopped;

  Local(MembershipSettings settings, Environment env, Peers peers) {
    this.settings = settings;
    this.env = env;
    this.peers = peers;
    peers.learn(settings.me());
  }

  /** This node is no member and asks no more. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  NodeId id() {
    return settings.me().id();
  }

  String name() {
    return settings.me().name();
  }

  MembershipTimings timings() {
    return settings.timings();
  }

  long now() {
    return env.monotonicMillis();
  }

  /** The highest ring adopted; it may be on its way to the disk. */
  @Nullable Ring ring() {
    return ring;
  }

  /** The highest ring that is durable and that every shard works with. */
  @Nullable Ring served() {
    return served;
  }

  /** The epoch of {@link #ring}, 0 without one. */
  long epoch() {
    return ring == null ? 0 : ring.epoch();
  }

  void adopt(Ring higher) {
    ring = higher;
    peers.learn(higher);
    peers.learn(settings.me());
  }

  void serve(Ring higher) {
    if (served == null || higher.epoch() > served.epoch()) {
      served = higher;
    }
  }

  /** Whether this node votes on the epoch after the ring. */
  boolean isMember() {
    return ring != null && ring.members().containsKey(id());
  }

  /** The other voters, by id. */
  List<NodeId> others() {
    return ring == null
        ? List.of()
        : ring.members().keySet().stream().filter(m -> !m.equals(id())).toList();
  }

  boolean isAlive(NodeId node) {
    return node.equals(id()) || peers.isAlive(node);
  }

  @Nullable Endpoint endpointOf(NodeId node) {
    Peer peer = peers.get(node);
    return peer == null ? null : peer.endpoint();
  }

  String nameOf(NodeId node) {
    Member member = ring == null ? null : ring.member(node);
    return member == null ? node.toString() : member.name();
  }

  void reply(Responder responder, Message message) {
    responder.reply(epoch(), message);
  }
}
