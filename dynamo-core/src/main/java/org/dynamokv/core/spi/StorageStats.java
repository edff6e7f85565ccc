package org.dynamokv.core.spi;

/**
 * How full an engine is.
 *
 * @param keys records, all kinds together
 * @param bytes on disk (or in memory), about
 * @param freeBytes what is left on the device, {@link Long#MAX_VALUE} when there is no bound
 */
public record StorageStats(long keys, long bytes, long freeBytes) {}
