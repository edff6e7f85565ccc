package org.dynamokv.core.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sorted byte store: keys in unsigned byte order. It knows nothing of clocks, quorums or the
 * ring.
 *
 * <p>Threads: {@code get}, {@code scan}, {@code snapshot} and {@code stats} from any number of
 * threads at once; {@code apply} and {@code dropRange} from one thread at a time (the node's
 * storage thread), beside readers. All of them may block. After an error the engine stays usable.
 */
public interface StorageEngine extends AutoCloseable {
  /**
   * Longest key that an engine must take, bytes: engines with a smaller limit of their own cope
   * inside.
   */
  int MAX_KEY_BYTES = 4608;

  /**
   * The value under a key, or null. It sees every batch whose {@code apply} has returned. The
   * caller owns the array.
   *
   * @throws StorageException CORRUPT when the record fails its checksum, IO, UNAVAILABLE
   */
  byte @Nullable [] get(byte[] key) throws StorageException;

  /**
   * Applies a batch in order, all or nothing, also through a crash. It is durable when the call
   * returns, unless the engine's own configuration says otherwise.
   *
   * @throws StorageException FULL, IO, UNAVAILABLE: nothing of the batch is kept
   */
  void apply(List<Write> batch) throws StorageException;

  /**
   * Entries in key order, from {@code from} (inclusive) to {@code to} (exclusive; null is the end).
   * It stops after {@code maxEntries}, or after the entry with which {@code maxBytes} (keys and
   * values together) is reached: at least one entry is given if there is one.
   *
   * @throws StorageException CORRUPT when a record in the range fails its checksum, IO, UNAVAILABLE
   */
  List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException;

  /** The store as it is now, for a consistent walk over much of it. */
  Snapshot snapshot() throws StorageException;

  /**
   * Removes up to {@code maxEntries} entries of a range, first ones first. Each call is a batch of
   * its own; call it again until it returns false.
   *
   * @return whether more are left
   */
  boolean dropRange(byte[] from, byte @Nullable [] to, int maxEntries) throws StorageException;

  /** How full it is. */
  StorageStats stats() throws StorageException;

  /** Whether a get takes microseconds, so that it may run on a shard's own thread. */
  boolean readsAreFast();

  /**
   * Waits for calls under way, then frees everything. Calls after it fail with UNAVAILABLE. Never
   * throws.
   */
  @Override
  void close();
}
