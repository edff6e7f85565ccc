package org.dynamokv.storage.lmdb;

import java.util.concurrent.locks.StampedLock;
import org.dynamokv.core.spi.StorageException;

/**
 * Keeps the environment open and its map in place while an operation uses them. Not reentrant; safe
 * for use by many threads.
 */
final class Gate {
  /** Something to do alone. */
  interface Alone {
    void run() throws StorageException;
  }

  private final StampedLock lock = new StampedLock();

  // Written alone, read within
  private boolean closed;

  /** Lets an operation in; the answer goes to {@link #leave}. */
  long enter() throws StorageException {
    long stamp = lock.readLock();
    if (closed) {
      lock.unlockRead(stamp);
      throw closed();
    }
    return stamp;
  }

  void leave(long stamp) {
    lock.unlockRead(stamp);
  }

  /** Waits until all have left and runs while nobody may enter. */
  void alone(Alone work) throws StorageException {
    long stamp = lock.writeLock();
    try {
      if (closed) {
        throw closed();
      }
      work.run();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Waits until all have left and lets nobody in any more; returns whether it was open. */
  boolean close() {
    long stamp = lock.writeLock();
    boolean wasOpen = !closed;
    closed = true;
    lock.unlockWrite(stamp);
    return wasOpen;
  }

  private static StorageException closed() {
    return new StorageException(StorageException.Kind.UNAVAILABLE, "the LMDB store is closed");
  }
}
