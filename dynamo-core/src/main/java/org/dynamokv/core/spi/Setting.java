package org.dynamokv.core.spi;

/**
 * A setting that a plugin understands; the server refuses any other under the plugin's prefix.
 *
 * @param name without the prefix: {@code sync} is {@code storage.lmdb.sync} in the server's file
 * @param defaultValue as text
 * @param help unit, and what goes wrong when it is too small or too large
 */
public record Setting(String name, String defaultValue, String help) {}
