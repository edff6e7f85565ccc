package org.dynamokv.core.spi;

import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What a transport is opened with.
 *
 * @param hello what this side says first on every connection
 * @param listen where to listen; null for a client
 * @param maxFrameBytes longest frame in either direction; a longer one is refused before any
 *     allocation
 * @param maxAgeMillis how old a frame may grow before it is dropped rather than delivered, ms
 * @param settings the transport's part of the configuration
 */
public record TransportConfig(
    Hello hello,
    @Nullable Endpoint listen,
    int maxFrameBytes,
    long maxAgeMillis,
    Settings settings) {}
