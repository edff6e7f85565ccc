package org.dynamokv.core.membership;

import java.util.List;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.MembershipMessage.GossipReply;
import org.dynamokv.core.message.MembershipMessage.JoinReply;
import org.dynamokv.core.message.MembershipMessage.JoinReply.Status;
import org.dynamokv.core.message.MembershipMessage.JoinRequest;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The member that a newcomer asks to be taken in (paper 4.9). One thread. */
final class JoinDesk {
  private static final Logger LOG = LoggerFactory.getLogger(JoinDesk.class);

  private final Local local;
  private final Calls calls;
  private final Starter starter;
  // Mutable state
  private boolean probing;

  JoinDesk(Local local, Calls calls, Starter starter) {
    this.local = local;
    this.calls = calls;
    this.starter = starter;
  }

  void handle(JoinRequest m, Responder responder) {
    JoinReply now = answer(m, local.ring());
    if (now != null) {
      local.reply(responder, now);
    } else {
      probe(m.newcomer(), responder);
    }
  }

  /** What can be said at once; null when it may be taken in. */
  private @Nullable JoinReply answer(JoinRequest m, @Nullable Ring ring) {
    Member newcomer = m.newcomer();
    if (!m.cluster().equals(local.settings.cluster())) {
      return refused("this is cluster '%s', not '%s'", local.settings.cluster(), m.cluster());
    }
    if (ring == null || !local.isMember()) {
      return busy(local.name() + " is not a member yet");
    }
    if (ring.removed().contains(newcomer.id())) {
      return refused("node %s was removed; it returns only with a new id", newcomer.id());
    }
    if (ring.knows(newcomer.id())) {
      return new JoinReply(Status.ACCEPTED, "");
    }
    for (Member other : ring.everybody()) {
      if (other.name().equals(newcomer.name())) {
        return refused("the name '%s' belongs to node %s", other.name(), other.id());
      }
    }
    if (ring.change() != null) {
      return busy("another change is under way");
    }
    return probing ? busy("another node is about to join") : null;
  }

  private static JoinReply refused(String format, Object... arguments) {
    return new JoinReply(Status.REFUSED, format.formatted(arguments));
  }

  private static JoinReply busy(String why) {
    return new JoinReply(Status.BUSY, why);
  }

  /** Members must reach the newcomer where it says that it listens: try before anything moves. */
  private void probe(Member newcomer, Responder responder) {
    local.peers.learn(newcomer);
    if (local.endpointOf(newcomer.id()) == null) {
      local.reply(responder, refused("%s has no address for this transport", newcomer.name()));
      return;
    }
    probing = true;
    calls.ask(
        newcomer.id(),
        new MembershipMessage.Gossip(local.epoch(), local.settings.me()),
        local.timings().mayI(),
        new Calls.Reply() {
          @Override
          public void from(NodeId node, Message message) {
            probing = false;
            if (message instanceof GossipReply r && r.self().id().equals(newcomer.id())) {
              start(newcomer, responder);
            } else {
              none(node);
            }
          }

          @Override
          public void none(NodeId node) {
            probing = false;
            String where = String.valueOf(local.endpointOf(newcomer.id()));
            String why = local.name() + " cannot reach " + newcomer.name() + " at " + where;
            local.reply(responder, busy(why));
          }
        });
  }

  private void start(Member newcomer, Responder responder) {
    LOG.info("{}: {} asks to join", local.name(), newcomer.name());
    starter.start(
        Kind.JOIN,
        null,
        List.of(newcomer),
        why -> {
          Ring ring = local.ring();
          boolean in = ring != null && ring.knows(newcomer.id());
          local.reply(responder, in ? new JoinReply(Status.ACCEPTED, "") : busy(why));
        });
  }
}
