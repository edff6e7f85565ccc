package org.dynamokv.core.membership;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.MembershipMessage.ChangeStatus;
import org.dynamokv.core.message.MembershipMessage.Poll;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Change.Phase;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a change on (DRIVE): polls, and proposes the next step when it is proven. Any member can;
 * the lowest that looks alive does, the others when they have not heard of a driver for a while. It
 * keeps nothing on disk. One thread.
 */
final class Driver {
  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
  private static final int HOPELESS = 2;

  private final Local local;
  private final Calls calls;
  private final Voting voting;
  private final Streams streams;
  private final Host host;
  // Mutable state
  private @Nullable Findings findings;
  private @Nullable Mover mover;
  private String heardWaitingFor = "";
  private long drivenAtMillis;
  private long progressAtMillis;
  private boolean driving;

  Driver(Local local, Calls calls, Voting voting, Streams streams, Host host, Adoption adoption) {
    this.local = local;
    this.calls = calls;
    this.voting = voting;
    this.streams = streams;
    this.host = host;
    adoption.onAdopt(this::adopted);
    adoption.onServe(this::served);
  }

  void watch(Mover itsMover) {
    mover = itsMover;
  }

  /** Runs for ever. */
  void start() {
    local.env.schedule(local.timings().poll(), this::tick);
  }

  private void adopted(Ring ring) {
    Change change = ring.change();
    findings = change == null || !local.isMember() ? null : new Findings(ring, change);
    heardWaitingFor = "";
    drivenAtMillis = local.now();
    progressAtMillis = local.now();
    driving = false;
  }

  private void served(Ring ring) {
    report();
    poll();
  }

  private void tick() {
    voting.finishOld();
    poll();
    start();
  }

  private void poll() {
    Findings f = findings;
    if (f == null || !isMyTurn()) {
      driving = false;
      return;
    }
    if (!driving) {
      driving = true;
      progressAtMillis = local.now();
    }
    addOwn(f);
    calls.askAll(
        everybodyElse(f.ring()),
        new Poll(f.change(), waitingFor()),
        local.timings().call(),
        (node, reply) -> {
          if (reply instanceof ChangeStatus status) {
            told(node, status);
          }
        });
    act(f);
  }

  private boolean isMyTurn() {
    long before =
        local.others().stream()
            .filter(m -> m.compareTo(local.id()) < 0 && local.isAlive(m))
            .count();
    return local.now() - drivenAtMillis >= before * local.timings().takeover();
  }

  private static List<NodeId> ids(Ring ring) {
    return ring.everybody().stream().map(m -> m.id()).toList();
  }

  private List<NodeId> everybodyElse(Ring ring) {
    List<NodeId> out = new ArrayList<>(ids(ring));
    out.remove(local.id());
    return out;
  }

  private void addOwn(Findings f) {
    ChangeStatus own = status();
    if (own != null && f.add(local.id(), own)) {
      progressAtMillis = local.now();
    }
  }

  /** A status came, asked for or not. */
  void told(NodeId from, ChangeStatus status) {
    Findings f = findings;
    if (f != null && f.add(from, status)) {
      progressAtMillis = local.now();
      if (driving) {
        act(f);
      }
    }
  }

  private void act(Findings f) {
    if (f != findings || !voting.mayPropose()) {
      return;
    }
    if (f.isProven(local::isAlive)) {
      boolean moving = f.phase() == Phase.MOVING;
      Ring next = moving ? RingChanges.advance(f.ring()) : RingChanges.settle(f.ring());
      voting.propose(next, moving ? "all clear" : "the end of the change", decided -> {});
    } else if (f.phase() == Phase.MOVING && isStuck(f)) {
      LOG.info("{}: gives change {} up: {}", local.name(), f.change(), waitingFor());
      voting.propose(RingChanges.abort(f.ring()), "an abort", decided -> {});
    }
  }

  private boolean isStuck(Findings f) {
    long quiet = local.now() - progressAtMillis;
    long limit = local.timings().stuck();
    return quiet > HOPELESS * limit || quiet > limit && !f.deadAndNeeded(local::isAlive).isEmpty();
  }

  // What this node itself tells

  private @Nullable ChangeStatus status() {
    Ring ring = local.served();
    if (ring == null || ring.change() == null) {
      return null;
    }
    long change = ring.change().id();
    long chunks = mover == null ? 0 : mover.chunks();
    return new ChangeStatus(change, ring.epoch(), streams.finished(change), host.hints(), chunks);
  }

  /** Tells the likely driver that there is news, so that it need not wait for its next round. */
  void report() {
    ChangeStatus own = status();
    Ring ring = local.ring();
    if (own == null || ring == null) {
      return;
    }
    NodeId driver =
        ring.members().keySet().stream().filter(local::isAlive).findFirst().orElse(local.id());
    if (driver.equals(local.id())) {
      told(driver, own);
    } else {
      calls.tell(driver, own);
    }
  }

  void handle(Poll m, Responder responder) {
    Ring ring = local.served();
    ChangeStatus own = status();
    if (own != null && own.change() == m.change()) {
      heardOf(m, responder.request().from());
      local.reply(responder, own);
    } else if (ring != null && ring.epoch() >= m.change()) {
      local.reply(responder, new RingIs(ring));
    } else {
      local.reply(responder, new Refused(Reason.BEHIND, null));
    }
  }

  private void heardOf(Poll m, NodeId from) {
    heardWaitingFor = local.nameOf(from) + " drives: " + m.waitingFor();
    if (from.compareTo(local.id()) < 0) {
      drivenAtMillis = local.now();
    }
  }

  /** What a change waits for, for people; empty when none is under way. */
  String waitingFor() {
    Findings f = findings;
    if (f == null || !driving) {
      return heardWaitingFor;
    }
    String what = f.waitingFor(local::nameOf, local::isAlive);
    return what.isEmpty() ? "the members' decision" : what;
  }
}
