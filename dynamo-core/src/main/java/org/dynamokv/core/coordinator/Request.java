package org.dynamokv.core.coordinator;

import org.dynamokv.core.env.Patience;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Key;

/**
 * One client's request: it keeps the ring that it was begun with, starts over when a replica says
 * that this ring is stale (MEMBERSHIP N4), and is answered once, at its deadline at the latest.
 */
abstract class Request<T> {
  /** A replica that is silent for so long is passed over, ms. */
  private static final long LONGEST_PATIENCE_MILLIS = 1_000;

  private static final long BEHIND_PAUSE_MILLIS = 20;

  final Surroundings s;
  final Key key;
  final RequestOptions options;
  final long deadlineMillis;
  private final Done<T> done;
  private final Timer deadline;

  // Mutable state
  Ring ring;
  int partition;
  BucketProperties properties;
  private boolean answered;

  Request(Surroundings s, Ring ring, Key key, RequestOptions options, Done<T> done) {
    this.s = s;
    this.key = key;
    this.options = options;
    this.done = done;
    this.ring = ring;
    this.partition = ring.partitionOf(key);
    this.properties = ring.bucket(key.bucket());
    this.deadlineMillis = s.env.monotonicMillis() + options.timeoutMillis();
    this.deadline = s.env.schedule(options.timeoutMillis(), this::timedOut);
  }

  /** Begins with {@link #ring}; called again when the ring was stale. */
  abstract void begin();

  /** What the client is told when time is up. */
  abstract Failure onTimeout();

  final boolean sloppy() {
    return options.consistency() == Consistency.SLOPPY;
  }

  final boolean isAnswered() {
    return answered;
  }

  /**
   * How long to wait for one replica: while the client waits, to its deadline, though a silent one
   * is passed over sooner; after the answer only so long.
   */
  public final Patience patience() {
    long left = deadlineMillis - s.env.monotonicMillis();
    long give = Math.max(1, answered ? LONGEST_PATIENCE_MILLIS : left);
    return new Patience(Math.min(give, LONGEST_PATIENCE_MILLIS), give);
  }

  final void succeed(T result) {
    if (finish()) {
      done.succeeded(result);
    }
  }

  final void fail(Failure failure) {
    if (finish()) {
      done.failed(failure);
    }
  }

  final void refuse(Refused.Reason reason) {
    if (finish()) {
      done.refused(reason);
    }
  }

  /** The ring is stale: begins again with a newer one, if the client still waits. */
  final void startOver() {
    if (answered) {
      return;
    }
    long seen = ring.epoch();
    s.whenRing(
        this,
        seen + 1,
        () -> {
          Ring next = s.ring();
          if (!answered && next != null && ring.epoch() == seen) {
            ring = next;
            partition = next.partitionOf(key);
            properties = next.bucket(key.bucket());
            begin();
          }
        });
  }

  /** A replica is fetching our ring: asks it again soon, unless time is up. */
  public final void again(Runnable ask, Runnable giveUp) {
    if (deadlineMillis - s.env.monotonicMillis() > BEHIND_PAUSE_MILLIS) {
      s.env.schedule(BEHIND_PAUSE_MILLIS, ask);
    } else {
      giveUp.run();
    }
  }

  /** Another object answers from here on; false when the client was answered already. */
  final boolean takeOver() {
    return finish();
  }

  private boolean finish() {
    boolean first = !answered;
    answered = true;
    deadline.cancel();
    s.waitsNoMore(this);
    return first;
  }

  private void timedOut() {
    fail(onTimeout());
  }
}
