package org.dynamokv.core.message;

import org.dynamokv.core.value.NodeId;

/**
 * What every message says first.
 *
 * @param from the sender
 * @param fromStart the sender's start
 * @param to whom it is meant for; NONE when the sender does not know (first contact)
 * @param toStart the start that it is meant for; 0 when the sender does not know
 * @param epoch the sender's ring epoch; for a request the one that it was begun with; 0 has no ring
 * @param id the request's number at its sender: 256 times a number that ascends from 1 within each
 *     of the sender's shards, plus the shard; a reply carries its request's; 0 expects no reply
 * @param reply whether this answers the request {@code id} of the receiver
 * @param ttlMillis after how many ms nobody waits for it any more, counted from sending; 0 is never
 */
public record Header(
    NodeId from,
    long fromStart,
    NodeId to,
    long toStart,
    long epoch,
    long id,
    boolean reply,
    int ttlMillis) {}
