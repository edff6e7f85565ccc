package org.dynamokv.core.membership;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.MembershipMessage.GossipReply;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Once a second with one random node of the ring and with the seeds (paper 4.8.1): whoever is
 * behind asks for the ring, and each learns where the other listens now.
 */
final class Gossip {
  private final Local local;
  private final Calls calls;
  private final Whereabouts whereabouts;

  Gossip(Local local, Calls calls, Whereabouts whereabouts) {
    this.local = local;
    this.calls = calls;
    this.whereabouts = whereabouts;
  }

  /** Runs for ever. */
  void start() {
    local.env.schedule(local.timings().gossip(), this::round);
  }

  private void round() {
    if (local.isStopped()) {
      return;
    }
    if (local.ring() != null) {
      gossip();
    }
    start();
  }

  private void gossip() {
    var message = new MembershipMessage.Gossip(local.epoch(), local.settings.me());
    Endpoint chosen = local.endpointOf(local.id());
    List<NodeId> nodes = everybodyElse();
    if (!nodes.isEmpty()) {
      NodeId node = nodes.get(local.env.random().nextInt(nodes.size()));
      chosen = local.endpointOf(node);
      calls.ask(node, message, local.timings().call(), this::learn);
    }
    for (Endpoint seed : seedsBut(chosen)) {
      calls.ask(seed, message, local.timings().call(), this::learn);
    }
  }

  private List<NodeId> everybodyElse() {
    List<NodeId> out = new ArrayList<>(local.others());
    var ring = local.ring();
    if (ring != null && ring.change() != null) {
      ring.change().joiners().forEach(j -> out.add(j.id()));
    }
    out.remove(local.id());
    return out;
  }

  private List<Endpoint> seedsBut(@Nullable Endpoint chosen) {
    Endpoint mine = local.endpointOf(local.id());
    return local.settings.seeds().stream()
        .filter(s -> !s.equals(mine) && !s.equals(chosen))
        .toList();
  }

  private void learn(NodeId from, Message reply) {
    if (reply instanceof GossipReply r) {
      whereabouts.heard(r.self());
    }
  }

  /** Another node's round. */
  void handle(MembershipMessage.Gossip message, Responder responder) {
    whereabouts.heard(message.self());
    local.reply(responder, new GossipReply(local.epoch(), local.settings.me()));
  }
}
