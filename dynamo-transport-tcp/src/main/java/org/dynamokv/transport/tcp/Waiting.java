package org.dynamokv.transport.tcp;

import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A frame in a queue.
 *
 * @param to whom its loss is reported for; null for a reply, whose loss is only counted
 * @param only the connection that a reply must go by; null when any will do
 * @param sinceNanos when it was queued
 */
record Waiting(Frame frame, @Nullable Endpoint to, @Nullable Connection only, long sinceNanos) {}
