package org.dynamokv.core.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dynamokv.core.message.MembershipMessage.JoinReply;
import org.dynamokv.core.message.MembershipMessage.JoinRequest;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.RingRequest;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newcomer asks one seed after the other until it finds itself in a ring, with randomised
 * exponential back-off (paper 4.9). It also asks again when its join was aborted. One thread.
 */
final class Joining {
  private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
  private static final int ROUNDS_OF_CALLS = 5;

  private final Local local;
  private final Calls calls;
  private final Consumer<String> refused;
  private final Backoff backoff;
  // Mutable state
  private boolean asking;
  private int turn;
  private String reason = "has not asked yet";

  Joining(Local local, Calls calls, Consumer<String> refused) {
    this.local = local;
    this.calls = calls;
    this.refused = refused;
    MembershipTimings t = local.timings();
    this.backoff = new Backoff(t.firstBackoff(), t.longestBackoff(), local.env.random());
  }

  /** Why this node is not in a ring yet, for people. */
  String reason() {
    return reason;
  }

  /** Asks until it is in a ring; no effect while it is asking. */
  void ask() {
    if (asking || isIn() || local.isStopped()) {
      return;
    }
    asking = true;
    List<Endpoint> seeds = askable();
    if (seeds.isEmpty()) {
      again("every seed is this node itself");
      return;
    }
    Endpoint seed = seeds.get(Math.floorMod(turn++, seeds.size()));
    JoinRequest request = new JoinRequest(local.settings.cluster(), local.settings.me());
    calls.ask(seed, request, ROUNDS_OF_CALLS * local.timings().call(), reply(seed));
  }

  private boolean isIn() {
    Ring ring = local.ring();
    return ring != null && ring.knows(local.id());
  }

  private List<Endpoint> askable() {
    List<Endpoint> out = new ArrayList<>(local.settings.seeds());
    Ring ring = local.ring();
    for (Member m : ring == null ? List.<Member>of() : ring.everybody()) {
      Endpoint at = local.endpointOf(m.id());
      if (at != null && !out.contains(at)) {
        out.add(at);
      }
    }
    out.remove(local.endpointOf(local.id()));
    return out;
  }

  private Calls.Reply reply(Endpoint seed) {
    return new Calls.Reply() {
      @Override
      public void from(NodeId node, Message message) {
        if (message instanceof JoinReply r) {
          answered(seed, r);
        } else {
          again(seed + " is not ready");
        }
      }

      @Override
      public void none(NodeId node) {
        again("no answer from seed " + seed);
      }
    };
  }

  private void answered(Endpoint seed, JoinReply reply) {
    switch (reply.status()) {
      case ACCEPTED -> fetch(seed);
      case BUSY -> again(reply.reason());
      case REFUSED -> refuse(reply.reason());
    }
  }

  private void fetch(Endpoint seed) {
    calls.ask(
        seed,
        new RingRequest(),
        local.timings().call(),
        new Calls.Reply() {
          @Override
          public void from(NodeId node, Message message) {
            again("accepted by " + seed + ", waits for the ring"); // no effect if it came
          }

          @Override
          public void none(NodeId node) {
            again("no ring from seed " + seed);
          }
        });
  }

  private void again(String why) {
    asking = false;
    if (isIn()) {
      backoff.reset();
      return;
    }
    if (!why.equals(reason)) {
      LOG.info("{}: not in the ring yet: {}", local.name(), why);
      reason = why;
    }
    local.env.schedule(backoff.next(), this::ask);
  }

  private void refuse(String why) {
    LOG.info("{}: will not be taken in: {}", local.name(), why);
    reason = why;
    refused.accept(why);
  }
}
