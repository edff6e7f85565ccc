package org.dynamokv.core.replica;

import org.dynamokv.core.env.Self;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * Gives out the actors of one shard. Each serves one copy, during one start; after a failed local
 * write all of them are void, because what was sent to other replicas may have a dot that this disk
 * does not know (DATA-MODEL, flaw 3).
 */
final class Actors {
  private final Self self;
  private final int lane;
  private final int lanes;
  // Mutable state
  private long given;
  private long firstValid;

  Actors(Self self, int lane, int lanes) {
    this.self = self;
    this.lane = lane;
    this.lanes = lanes;
  }

  /** The copy's own actor if it may go on, or a new one. */
  Actor forPut(StoredObject object, @Nullable Actor beside, VersionVector context) {
    return beside != null && mayServe(beside) && !isAhead(context, beside, object)
        ? beside
        : unseen(object, context);
  }

  /**
   * A new actor that nobody has seen. Only a forged context can name one before it is given out;
   * its counters might bring a dot to overflow.
   */
  private Actor unseen(StoredObject object, VersionVector context) {
    Actor actor = next();
    while (context.counterOf(actor) > 0 || object.vector().counterOf(actor) > 0) {
      actor = next();
    }
    return actor;
  }

  /**
   * What stays beside a copy that takes in another object: its actor, unless the other knows more
   * of it.
   */
  @Nullable Actor afterMerge(StoredObject object, @Nullable Actor beside, VersionVector other) {
    return beside == null || isAhead(other, beside, object) ? null : beside;
  }

  /** A local write failed. */
  void voidAll() {
    firstValid = given;
  }

  /**
   * Whether somebody has seen more of this actor than the copy that it stands beside: it must not
   * happen.
   */
  static boolean isAhead(VersionVector seen, Actor actor, StoredObject object) {
    return seen.counterOf(actor) > object.vector().counterOf(actor);
  }

  private boolean mayServe(Actor actor) {
    return actor.isOf(self.id(), self.start()) && actor.n() / lanes >= firstValid;
  }

  private Actor next() {
    return new Actor(self.id(), self.start(), given++ * lanes + lane);
  }
}
