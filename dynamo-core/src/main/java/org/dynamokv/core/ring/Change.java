package org.dynamokv.core.ring;

import java.util.List;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A change of the ring that is under way: one at a time.
 *
 * @param id its first epoch
 * @param kind why
 * @param leaver the member that goes, if any
 * @param joiners those that come; they vote only when the change is done
 * @param phase how far it is
 * @param phaseEpoch the epoch that decided the phase
 */
public record Change(
    long id,
    Kind kind,
    @Nullable NodeId leaver,
    List<Member> joiners,
    Phase phase,
    long phaseEpoch) {
  /** Why the ring changes. */
  public enum Kind {
    /** A newcomer takes its share. */
    JOIN,
    /** A member hands its share over and goes. */
    LEAVE,
    /** A dead member is taken out; survivors are the sources. */
    REMOVE,
    /** A newcomer takes the place of a dead member. */
    REPLACE,
    /** n, r or w of a bucket change. */
    PROPERTIES
  }

  /** How far a change is. */
  public enum Phase {
    /** Write old and new, read old; may be aborted. */
    MOVING,
    /** Write old and new, read new; never goes back. */
    READING
  }

  /** Copies the list. */
  public Change {
    joiners = List.copyOf(joiners);
  }
}
