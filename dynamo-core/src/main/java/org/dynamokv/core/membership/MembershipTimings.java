package org.dynamokv.core.membership;

/**
 * How long membership waits for what, all in ms.
 *
 * @param gossip between two rounds of gossip. Too long: rings spread slowly; too short: chatter
 * @param call for an answer of one node. Too short: slow disks look like dead nodes
 * @param mayI for the members' permission; who has not answered by then counts as absent
 * @param grant how long a member keeps a permission for one asker
 * @param finish how old an accepted but undecided ring gets before its holder finishes it
 * @param firstBackoff longest wait after a first refusal
 * @param longestBackoff longest wait after many
 * @param poll between two rounds of the driver of a change
 * @param takeover how long the next member leaves the driving to the one before it
 * @param stuck without progress for that long, and a needed node dead: the change is aborted; twice
 *     as long aborts it anyway. Too short: a newcomer that restarts begins again
 */
public record MembershipTimings(
    long gossip,
    long call,
    long mayI,
    long grant,
    long finish,
    long firstBackoff,
    long longestBackoff,
    long poll,
    long takeover,
    long stuck) {
  /** For clusters in one data centre. */
  public static final MembershipTimings DEFAULT =
      new MembershipTimings(1_000, 2_000, 1_000, 3_000, 3_000, 200, 5_000, 250, 3_000, 30_000);
}
