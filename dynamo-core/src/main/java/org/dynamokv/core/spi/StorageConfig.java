package org.dynamokv.core.spi;

/**
 * What a storage engine is opened with.
 *
 * @param directory a folder of its own, which exists and is writable; an engine without files
 *     ignores it
 * @param settings the engine's part of the configuration
 */
public record StorageConfig(String directory, Settings settings) {}
