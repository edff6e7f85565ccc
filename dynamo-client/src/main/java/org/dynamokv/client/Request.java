package org.dynamokv.client;

import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Failed;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Failure.Outcome;
import org.dynamokv.core.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * One request of a caller: goes from node to node until one has run it, or time runs out (paper 5).
 * It goes on from a node that has surely not run it; from one that may have, only if it is {@link
 * Errand#repeatable}. Loop's thread.
 */
final class Request<T> implements Call {
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 320;

  /**
   * A node gets a little less time than the caller, so that its own account of a failure arrives.
   */
  private static final int GRACE_PART = 8;

  private static final long LONGEST_GRACE_MILLIS = 100;

  private final Wire wire;
  private final Rings rings;
  private final Errand<T> errand;
  private final int timeoutMillis;
  private final long deadlineMillis;
  private final CompletableFuture<T> result;
  private final Consumer<Request<T>> onEnd;

  // Mutable state
  private Iterator<Target> targets = Collections.emptyIterator();
  private @Nullable Target current;
  private boolean isOut;
  private @Nullable Timer timer;
  private @Nullable Runnable stopAwaitingRing;
  private final Troubles troubles = new Troubles();
  private long epoch;
  private int rounds;
  private boolean ended;

  Request(
      Wire wire,
      Rings rings,
      Errand<T> errand,
      int timeoutMillis,
      CompletableFuture<T> result,
      Consumer<Request<T>> onEnd) {
    this.wire = wire;
    this.rings = rings;
    this.errand = errand;
    this.timeoutMillis = timeoutMillis;
    this.deadlineMillis = wire.env.monotonicMillis() + timeoutMillis;
    this.result = result;
    this.onEnd = onEnd;
  }

  void start() {
    if (!errand.needsRing() || rings.current() != null) {
      beginRound();
      return;
    }
    timer = wire.env.schedule(Math.max(0, left()), this::failWithoutRing);
    stopAwaitingRing = rings.await(this::beginRound, this::failWithoutRing);
  }

  private void failWithoutRing() {
    fail(Code.NOT_READY, errand.name() + ": " + rings.trouble(), Outcome.REFUSED);
  }

  private void beginRound() {
    if (ended) {
      return;
    }
    stopWaiting();
    epoch = rings.epoch();
    troubles.beginRound();
    targets = errand.route().apply(rings.current());
    next();
  }

  private void next() {
    if (left() <= 0) {
      timeIsUp();
    } else if (rings.epoch() > epoch) {
      beginRound();
    } else if (targets.hasNext()) {
      ask(targets.next());
    } else {
      roundEnded();
    }
  }

  private void ask(Target target) {
    current = target;
    isOut = true;
    long left = left();
    // A read that waits for one silent node must have time left for another.
    long share = errand.repeatable() && targets.hasNext() ? Math.max(1, left / 2) : left;
    long grace = Math.min(LONGEST_GRACE_MILLIS, share / GRACE_PART);
    Message message = errand.message().apply((int) (share - grace));
    target.call(wire.rpc, epoch, message, share, this);
  }

  @Override
  public void replied(Header header, Message reply) {
    isOut = false;
    if (ended) {
      return;
    }
    if (current != null) {
      rings.noticed(header.epoch(), current);
    }
    if (reply instanceof Refused refused) {
      refused(refused);
    } else if (reply instanceof Failed failed) {
      end(() -> result.completeExceptionally(new StoreException(failed.failure())));
    } else {
      T value = errand.reader().apply(reply);
      if (value == null) {
        fail(Code.INTERNAL, errand.name() + ": a reply of the wrong kind", unlessRepeatable());
      } else {
        end(() -> result.complete(value));
      }
    }
  }

  private void refused(Refused refused) {
    rings.offer(refused.ring());
    troubles.refused(refused.reason());
    next();
  }

  @Override
  public void failed(Failure why) {
    isOut = false;
    if (ended) {
      return;
    }
    if (why.surelyNotRun()) {
      next();
    } else if (errand.repeatable()) {
      troubles.noAnswer(why.toString());
      next();
    } else {
      String what = why == Failure.LINK_DOWN ? "the connection ended" : "no answer in time";
      fail(Code.TIMEOUT, errand.name() + ": " + what + "; it may yet run", Outcome.UNKNOWN);
    }
  }

  private void roundEnded() {
    if (troubles.worthWaiting()) {
      long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(rounds++, 10));
      long jittered = pause / 2 + wire.env.random().nextLong(pause / 2 + 1);
      timer = wire.env.schedule(Math.min(jittered, left()), this::beginRound);
      return;
    }
    rings.refresh(null);
    fail(troubles.code(), errand.name() + ": " + describe(), Outcome.REFUSED);
  }

  private String describe() {
    return troubles.isUnreachable() && current != null
        ? troubles.text() + "; " + wire.trouble(current.endpoint())
        : troubles.text();
  }

  private void timeIsUp() {
    String what = ": not done within " + timeoutMillis + " ms; " + troubles.text();
    fail(troubles.whenTimeIsUp(), errand.name() + what, Outcome.REFUSED);
  }

  /** The client closes. */
  void abort() {
    Outcome outcome = isOut ? unlessRepeatable() : Outcome.REFUSED;
    fail(Code.NOT_READY, errand.name() + ": the client was closed", outcome);
  }

  private Outcome unlessRepeatable() {
    return errand.repeatable() ? Outcome.REFUSED : Outcome.UNKNOWN;
  }

  private void fail(Code why, String message, Outcome outcome) {
    var failure = new org.dynamokv.core.store.Failure(why, message, outcome, 0, 0);
    end(() -> result.completeExceptionally(new StoreException(failure)));
  }

  private void end(Runnable tellCaller) {
    if (ended) {
      return;
    }
    ended = true;
    stopWaiting();
    onEnd.accept(this);
    tellCaller.run();
  }

  private void stopWaiting() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (stopAwaitingRing != null) {
      stopAwaitingRing.run();
      stopAwaitingRing = null;
    }
  }

  private long left() {
    return deadlineMillis - wire.env.monotonicMillis();
  }
}
