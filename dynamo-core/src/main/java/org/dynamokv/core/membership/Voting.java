package org.dynamokv.core.membership;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.MembershipMessage.Accept;
import org.dynamokv.core.message.MembershipMessage.Accepted;
import org.dynamokv.core.message.MembershipMessage.Nack;
import org.dynamokv.core.message.MembershipMessage.Prepare;
import org.dynamokv.core.message.MembershipMessage.Promise;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the next epoch among the members of the ring (rules D1 to D3 and D5): the IO around
 * {@link Acceptor} and {@link Proposal}. One proposal of this node at a time. One thread.
 */
final class Voting {
  private static final Logger LOG = LoggerFactory.getLogger(Voting.class);

  private final Local local;
  private final Calls calls;
  private final Disk disk;
  private final Adoption adoption;
  private final Backoff backoff;
  // Mutable state
  private Acceptor acceptor = Acceptor.fresh(0);
  private long acceptedAtMillis;
  private @Nullable Running running;
  private long notBeforeMillis = Long.MIN_VALUE;

  private record Running(Proposal proposal, String what, Consumer<Boolean> done) {}

  Voting(Local local, Calls calls, Disk disk, Adoption adoption) {
    this.local = local;
    this.calls = calls;
    this.disk = disk;
    this.adoption = adoption;
    MembershipTimings t = local.timings();
    this.backoff = new Backoff(t.firstBackoff(), t.longestBackoff(), local.env.random());
    adoption.onAdopt(this::reset);
  }

  /** The vote that was found on disk. */
  void resume(Acceptor found) {
    acceptor = found;
    acceptedAtMillis = local.now();
  }

  private void reset(Ring ring) {
    acceptor = Acceptor.fresh(ring.epoch() + 1);
    backoff.reset();
    notBeforeMillis = Long.MIN_VALUE;
    if (running != null) {
      end(running, running.proposal.value().equals(ring));
    }
  }

  // Acceptor

  void handle(Prepare m, Responder responder) {
    if (mayVote(m.ring(), responder)) {
      acceptor = acceptor.prepare(m.ballot());
      answerOnceDurable(acceptor.answerToPrepare(m.ballot()), responder);
    }
  }

  void handle(Accept m, Responder responder) {
    if (!follows(m.value(), m.ring())) {
      LOG.warn("{}: dropped a proposal that does not follow its ring", local.name());
    } else if (mayVote(m.ring(), responder)) {
      accept(m.ballot(), m.value());
      answerOnceDurable(acceptor.answerToAccept(m.ballot()), responder);
    }
  }

  private static boolean follows(@Nullable Ring value, Ring ring) {
    return value == null
        || value.epoch() == ring.epoch() + 1 && value.clusterId() == ring.clusterId();
  }

  private void accept(Ballot ballot, Ring value) {
    Acceptor next = acceptor.accept(ballot, value);
    if (next != acceptor) {
      acceptor = next;
      acceptedAtMillis = local.now();
    }
  }

  /** D2: first the asker's ring; whoever is ahead answers with its own. */
  private boolean mayVote(Ring asked, Responder responder) {
    adoption.adopt(asked);
    Ring ring = local.ring();
    if (ring == null || ring.clusterId() != asked.clusterId() || !local.isMember()) {
      local.reply(responder, new Refused(Refused.Reason.NOT_READY, null));
      return false;
    }
    if (ring.epoch() > asked.epoch()) {
      local.reply(responder, new RingIs(ring));
      return false;
    }
    return true;
  }

  private void answerOnceDurable(MembershipMessage answer, Responder responder) {
    if (answer instanceof Nack) {
      local.reply(responder, answer);
    } else {
      save(() -> local.reply(responder, answer));
    }
  }

  private void save(Runnable durable) {
    Ring ring = local.ring();
    if (ring != null) {
      disk.saveVote(ring, acceptor, durable, this::saveFailed);
    }
  }

  private void saveFailed(StorageException error) {
    LOG.error("{}: a vote cannot be stored, so it is not given", local.name(), error);
  }

  // Proposer

  /** Whether a proposal would be started now. */
  boolean mayPropose() {
    return running == null && local.isMember() && local.now() >= notBeforeMillis;
  }

  /**
   * Proposes the ring of the next epoch.
   *
   * @param done told once whether exactly this ring was decided; false may mean that another was
   * @return false, and nothing happens, when it is not the time to propose
   */
  boolean propose(Ring value, String what, Consumer<Boolean> done) {
    Ring ring = local.ring();
    if (ring == null || !mayPropose() || value.epoch() != ring.epoch() + 1) {
      return false;
    }
    Ballot ballot = acceptor.higher(local.id());
    acceptor = acceptor.prepare(ballot);
    Running r = new Running(new Proposal(ring, ballot, value), what, done);
    running = r;
    LOG.info("{}: proposes {} as ring {}", local.name(), what, value.epoch());
    local.env.schedule(3 * local.timings().call(), () -> fail(r, "it took too long"));
    Acceptor promised = acceptor;
    save(() -> prepare(r, promised));
    return true;
  }

  private void prepare(Running r, Acceptor own) {
    if (r != running) {
      return;
    }
    Prepare message = new Prepare(r.proposal.ring(), r.proposal.ballot());
    calls.askAll(
        local.others(), message, local.timings().call(), (from, reply) -> answered(r, from, reply));
    step(r, r.proposal.promised(local.id(), own.acceptedBallot(), own.accepted()));
  }

  private void answered(Running r, NodeId from, Message reply) {
    if (r != running) {
      return;
    }
    if (reply instanceof Promise m
        && m.ballot().equals(r.proposal.ballot())
        && follows(m.accepted(), r.proposal.ring())) {
      step(r, r.proposal.promised(from, m.acceptedBallot(), m.accepted()));
    } else if (reply instanceof Accepted m && m.ballot().equals(r.proposal.ballot())) {
      step(r, r.proposal.accepted(from));
    } else if (reply instanceof Nack m) {
      acceptor = acceptor.prepare(new Ballot(m.promised().counter(), NodeId.NONE));
      fail(r, local.nameOf(from) + " has promised a higher ballot");
    }
  }

  private void step(Running r, Proposal.Step step) {
    switch (step) {
      case WAIT -> {}
      case ACCEPT -> askToAccept(r);
      case DECIDED -> decided(r);
    }
  }

  private void askToAccept(Running r) {
    Proposal p = r.proposal;
    Accept message = new Accept(p.ring(), p.ballot(), p.value());
    calls.askAll(
        local.others(), message, local.timings().call(), (from, reply) -> answered(r, from, reply));
    accept(p.ballot(), p.value());
    if (p.ballot().equals(acceptor.acceptedBallot())) {
      save(() -> accepted(r));
    }
  }

  private void accepted(Running r) {
    if (r == running) {
      step(r, r.proposal.accepted(local.id()));
    }
  }

  private void decided(Running r) {
    Ring value = r.proposal.value();
    LOG.info("{}: ring {} is decided", local.name(), value.epoch());
    Set<NodeId> concerned = new TreeSet<>();
    r.proposal.ring().everybody().forEach(m -> concerned.add(m.id()));
    value.everybody().forEach(m -> concerned.add(m.id()));
    concerned.remove(local.id());
    adoption.adopt(value);
    concerned.forEach(node -> calls.tell(node, new RingIs(value)));
  }

  private void fail(Running r, String why) {
    if (r == running) {
      LOG.info("{}: proposal of {} failed: {}", local.name(), r.what, why);
      notBeforeMillis = local.now() + backoff.next();
      end(r, false);
    }
  }

  private void end(Running r, boolean decided) {
    running = null;
    r.done.accept(decided);
  }

  /** D5: finishes what was accepted here but not decided, once it is old. */
  void finishOld() {
    Ring left = acceptor.accepted();
    if (left != null && local.now() - acceptedAtMillis > local.timings().finish()) {
      propose(left, "what was left undecided", decided -> {});
    }
  }
}
