package org.dynamokv.core.store;

import org.dynamokv.core.value.Content;

/**
 * One sibling as a client sees it: never a tombstone, never expired.
 *
 * @param content what was stored
 * @param id names the write that made it; the same on every node, for ever
 * @param modifiedMillis when, by its coordinator's clock, ms since 1970
 * @param expiresMillis when it expires, ms since 1970; 0 is never
 */
public record Version(Content content, String id, long modifiedMillis, long expiresMillis) {}
