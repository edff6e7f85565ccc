package org.dynamokv.storage.lmdb;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.provider.MemoryManager;

/**
 * Bytes outside the heap: a key on its way into LMDB, or a key or record that LMDB points at. What
 * LMDB points at is valid only until the transaction's next write or its end. One thread at a time.
 */
final class Slice {
  private static final MemoryManager MEMORY = Runtime.getSystemRuntime().getMemoryManager();

  // Mutable state
  private Pointer memory;
  private int length;

  private Slice(Pointer memory) {
    this.memory = memory;
  }

  /** Points at nothing yet. */
  static Slice empty() {
    return new Slice(MEMORY.newPointer(0));
  }

  /** Memory of its own, for keys. */
  static Slice ofCapacity(int bytes) {
    return new Slice(MEMORY.allocateDirect(bytes));
  }

  /** Fills memory of its own with a prefix and a part of an array. */
  Slice set(byte[] prefix, byte[] bytes, int from, int to) {
    memory.put(0, prefix, 0, prefix.length);
    memory.put(prefix.length, bytes, from, to - from);
    length = prefix.length + to - from;
    return this;
  }

  /** Points at memory of someone else. */
  void pointAt(long address, int bytes) {
    memory = MEMORY.newPointer(address);
    length = bytes;
  }

  Pointer memory() {
    return memory;
  }

  int length() {
    return length;
  }

  /** The bytes from an offset to the end. */
  byte[] copy(int from) {
    byte[] bytes = new byte[length - from];
    memory.get(from, bytes, 0, bytes.length);
    return bytes;
  }
}
