package org.dynamokv.core.membership;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.message.MembershipMessage.MayI;
import org.dynamokv.core.message.MembershipMessage.MayIReply;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Placement;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a change of the ring: asks every member (D4), plans with those that look up, proposes the
 * MOVING ring. One at a time. One thread.
 */
final class Starter {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  private final Local local;
  private final Calls calls;
  private final Voting voting;
  private final Grant grant;
  // Mutable state
  private @Nullable Attempt attempt;

  /** What is to change, and who is told: empty when it was decided, otherwise why not. */
  private record Attempt(
      Ring ring,
      Kind kind,
      @Nullable NodeId leaver,
      List<Member> joiners,
      long number,
      Permission permission,
      Consumer<String> done) {
    String what() {
      return kind + " of " + joiners.stream().map(Member::name).toList();
    }
  }

  Starter(Local local, Calls calls, Voting voting, Adoption adoption) {
    this.local = local;
    this.calls = calls;
    this.voting = voting;
    this.grant = new Grant(local.timings().grant());
    adoption.onAdopt(ring -> grant.clear());
  }

  /**
   * Starts a change.
   *
   * @param done told once: empty when the change is under way, otherwise why it is not, for people
   */
  void start(Kind kind, @Nullable NodeId leaver, List<Member> joiners, Consumer<String> done) {
    Ring ring = local.ring();
    long number = local.env.random().nextLong();
    if (ring == null || !local.isMember()) {
      done.accept(local.name() + " is not a member yet");
    } else if (ring.change() != null) {
      done.accept("another change is under way");
    } else if (attempt != null || !grant.give(local.id(), number, local.now())) {
      done.accept("another change is about to start");
    } else {
      Permission permission = new Permission(local.id(), local.others());
      attempt = new Attempt(ring, kind, leaver, joiners, number, permission, done);
      ask(attempt);
    }
  }

  private void ask(Attempt a) {
    calls.askAll(
        local.others(),
        new MayI(a.ring.epoch(), a.number),
        local.timings().mayI(),
        new Calls.Reply() {
          @Override
          public void from(NodeId node, Message message) {
            if (message instanceof MayIReply m) {
              a.permission.answered(node, m.yes());
            } else {
              a.permission.absent(node);
            }
            decide(a);
          }

          @Override
          public void none(NodeId node) {
            a.permission.absent(node);
            decide(a);
          }
        });
    decide(a);
  }

  private void decide(Attempt a) {
    if (a != attempt) {
      return;
    }
    switch (a.permission.verdict()) {
      case WAIT -> {}
      case GRANTED -> propose(a);
      case BUSY -> end(a, "a member is busy with another change");
      case NO_MAJORITY -> end(a, "no majority of the members answers");
    }
  }

  private void propose(Attempt a) {
    Set<NodeId> up = a.permission.yes();
    var lists = Placement.plan(a.ring, a.leaver, a.joiners, up, local.env.random());
    Ring moving = RingChanges.begin(a.ring, a.kind, a.leaver, a.joiners, lists);
    Consumer<Boolean> decided =
        yes -> end(a, yes ? "" : "the members decided something else first");
    if (!voting.propose(moving, a.what(), decided)) {
      end(a, "another decision is under way");
    }
  }

  private void end(Attempt a, String why) {
    if (a == attempt) {
      attempt = null;
      grant.clear();
      LOG.info("{}: {}: {}", local.name(), a.what(), why.isEmpty() ? "under way" : why);
      a.done.accept(why);
    }
  }

  /** Another member asks. */
  void handle(MayI m, Responder responder) {
    Ring ring = local.ring();
    boolean free = ring != null && ring.epoch() <= m.epoch() && ring.change() == null;
    NodeId asker = responder.request().from();
    boolean yes = free && grant.give(asker, m.change(), local.now());
    local.reply(responder, new MayIReply(yes));
  }
}
