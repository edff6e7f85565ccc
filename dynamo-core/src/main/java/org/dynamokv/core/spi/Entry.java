package org.dynamokv.core.spi;

/** A key and its value as a scan finds them. The receiver owns both arrays. */
public record Entry(byte[] key, byte[] value) {}
