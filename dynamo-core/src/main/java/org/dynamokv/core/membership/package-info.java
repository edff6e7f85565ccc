/**
 * Gossip, ring epochs decided once, joining, moving partitions (paper 4.8, 4.9). The rules that the
 * comments name, and the decisions, stand in {@code MEMBERSHIP.md} beside this file.
 *
 * <p>Pure: Acceptor, Proposal, Permission, Grant, Findings, SourceChoice, Backoff. With IO around
 * them: Voting, Starter, JoinDesk and Joining, Mover and Source, Driver, Gossip, Adoption.
 * Membership puts them together.
 */
@NullMarked
package org.dynamokv.core.membership;

import org.jspecify.annotations.NullMarked;
