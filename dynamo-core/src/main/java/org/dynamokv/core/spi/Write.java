package org.dynamokv.core.spi;

/** One change in a batch. Arrays are handed over: neither side changes them afterwards. */
public sealed interface Write {
  /** The key that changes; 1 to {@link StorageEngine#MAX_KEY_BYTES} bytes. */
  byte[] key();

  /** Stores a value, replacing what was there. */
  record Put(byte[] key, byte[] value) implements Write {}

  /** Removes a key; no error when it is absent. */
  record Delete(byte[] key) implements Write {}
}
