package org.dynamokv.core.coordinator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Failed;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Failure.Outcome;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Passes a request on to the first owner that answers (the python-dynamo notes). It goes on to the
 * next only if the last one has surely not run it; a get may always go on. When no owner can be
 * reached, this node stands in.
 */
final class Forward<T> extends Request<T> {
  /** The request and its reply, get or put. */
  interface Verb<T> {
    Message request();

    /** The result in a reply, or null when it is not one. */
    @Nullable T result(Message reply);

    boolean mayRunTwice();

    /**
     * No owner could be reached: this node coordinates in the place of the first, in the time that
     * is left.
     */
    void standIn(Ring ring, NodeId firstOwner, RequestOptions left, Done<T> done);
  }

  private final Verb<T> verb;
  private final Done<T> done;
  // Mutable state
  private final Deque<NodeId> candidates = new ArrayDeque<>();
  private int round;

  Forward(Surroundings s, Ring ring, Key key, RequestOptions options, Verb<T> verb, Done<T> done) {
    super(s, ring, key, options, done);
    this.verb = verb;
    this.done = done;
  }

  @Override
  void begin() {
    round++;
    candidates.clear();
    candidates.addAll(ring.readers(partition, properties.n()));
    s.events.forwarded();
    next();
  }

  private void next() {
    NodeId owner = candidates.poll();
    while (owner != null && !s.isUsable(owner)) {
      owner = candidates.poll();
    }
    Peer peer = owner == null ? null : s.peers.get(owner);
    if (peer != null) {
      long left = deadlineMillis - s.env.monotonicMillis();
      s.rpc.call(peer, ring.epoch(), verb.request(), Math.max(1, left), new Passed());
    } else if (sloppy() && ring.standIns(partition).contains(s.self.id())) {
      standIn();
    } else {
      fail(
          new Failure(
              Code.NOT_ENOUGH_REPLICAS,
              "no owner of this key can be reached",
              Outcome.REFUSED,
              1,
              0));
    }
  }

  private void standIn() {
    if (takeOver()) {
      NodeId first = ring.readers(partition, properties.n()).get(0);
      verb.standIn(ring, first, options.within(deadlineMillis - s.env.monotonicMillis()), done);
    }
  }

  @Override
  Failure onTimeout() {
    Outcome outcome = verb.mayRunTwice() ? Outcome.REFUSED : Outcome.UNKNOWN;
    return new Failure(
        Code.TIMEOUT, "time ran out at the node that the request was passed on to", outcome, 1, 0);
  }

  private final class Passed implements Call {
    private final int sentIn = round;

    @Override
    public void replied(Header header, Message reply) {
      if (isAnswered() || sentIn != round) {
        return;
      }
      if (reply instanceof Failed failed) {
        fail(failed.failure());
      } else if (reply instanceof Refused refused) {
        refused(refused.reason());
      } else {
        T result = verb.result(reply);
        if (result == null) {
          fail(onTimeout()); // not one of our replies: what became of the request is not known
        } else {
          succeed(result);
        }
      }
    }

    private void refused(Reason reason) {
      switch (reason) {
        case STALE_EPOCH, NOT_OWNER -> startOver();
        case BEHIND, NOT_READY -> again(this::beginAgain, Forward.this::next);
        case WRONG_START, OVERLOADED, STORAGE -> next();
      }
    }

    private void beginAgain() {
      if (!isAnswered() && sentIn == round) {
        begin();
      }
    }

    @Override
    public void failed(Failure why) {
      if (isAnswered() || sentIn != round) {
        return;
      }
      if (why.surelyNotRun() || verb.mayRunTwice()) {
        next();
      } else {
        fail(onTimeout());
      }
    }
  }
}
