package org.dynamokv.core.spi;

/** One change in a batch. Arrays are handed over: neither side changes them afterwards. */
public sealed interface Write {
  /** The key that changes; 1 to {@link StorageEngine#MAX_KEY_BYTES} bytes. */
  byte[] key();

  /** Stores a value, replacing what was there. */
  record Put(byte[] key, byte[] value) implements Write {
    /** Checks the key's length. */
    public Put {
      checkKey(key);
    }
  }

  /** Removes a key; no error when it is absent. */
  record Delete(byte[] key) implements Write {
    /** Checks the key's length. */
    public Delete {
      checkKey(key);
    }
  }

  private static void checkKey(byte[] key) {
    if (key.length == 0 || key.length > StorageEngine.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a storage key has "
              + key.length
              + " bytes; 1 to "
              + StorageEngine.MAX_KEY_BYTES
              + " fit");
    }
  }
}
