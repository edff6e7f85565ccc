package org.dynamokv.storage.lmdb;

import java.util.List;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage engine on LMDB: a batch is one write transaction; a read runs in a renewed read
 * transaction, beside writers.
 */
final class LmdbEngine implements StorageEngine {
  /** What is done with the store in one read transaction. */
  interface Reading<T> {
    T from(View view) throws StorageException;
  }

  /** What is done with the store in one write transaction. */
  interface Writing<T> {
    T to(Writer writer) throws StorageException;
  }

  /** Tells whether a write that finds no room would make some. */
  private interface Room {
    boolean isMade() throws StorageException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(LmdbEngine.class);

  private final Gate gate = new Gate();
  private final Database database;
  private final Views views;
  private final FolderLock lock;
  private final Failures failures;
  private final Reserve reserve;
  private final Syncer syncer = new Syncer(this::flush);

  private final LmdbSettings settings;

  LmdbEngine(Database database, FolderLock lock, LmdbSettings settings) {
    this.database = database;
    this.views = new Views(database);
    this.lock = lock;
    this.failures = new Failures(lock.folder());
    this.reserve = new Reserve(lock.folder(), failures);
    this.settings = settings;
    reserve.refill();
    if (settings.sync() == LmdbSettings.Sync.INTERVAL) {
      syncer.start(settings.syncIntervalMillis());
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StorageException {
    long stamp = gate.enter();
    try {
      View view = views.take();
      try {
        return view.get(key);
      } finally {
        views.giveBack(view);
      }
    } catch (LmdbException e) {
      throw failures.translate(e);
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public List<Entry> scan(byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException {
    try (Snapshot now = snapshot()) {
      return now.scan(from, to, maxEntries, maxBytes);
    }
  }

  @Override
  public LmdbSnapshot snapshot() throws StorageException {
    long stamp = gate.enter();
    try {
      return new LmdbSnapshot(this, views.take());
    } catch (LmdbException e) {
      throw failures.translate(e);
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public StorageStats stats() throws StorageException {
    try (LmdbSnapshot now = snapshot()) {
      return read(now.open(), this::stats);
    }
  }

  private StorageStats stats(View view) throws StorageException {
    long used = database.usedBytes(view.txn());
    long reusable = Math.max(0, database.fileBytes() - used);
    long free = Math.min(failures.usableBytes() + reusable, settings.maxBytes() - used);
    return new StorageStats(database.keys(view.txn()), used, Math.max(0, free));
  }

  /** Reads a key within a view that is held open. */
  byte @Nullable [] get(View view, byte[] key) throws StorageException {
    long stamp = gate.enter();
    try {
      return view.get(key);
    } catch (LmdbException e) {
      throw failures.translate(e);
    } finally {
      gate.leave(stamp);
    }
  }

  /** Reads within a view that is held open, unless the engine has been closed. */
  <T> T read(View view, Reading<T> reading) throws StorageException {
    long stamp = gate.enter();
    try {
      return reading.from(view);
    } catch (LmdbException e) {
      throw failures.translate(e);
    } finally {
      gate.leave(stamp);
    }
  }

  /** Takes back a snapshot's view; an engine that has been closed has freed it already. */
  void giveBack(View view) {
    try {
      long stamp = gate.enter();
      views.giveBack(view);
      gate.leave(stamp);
    } catch (StorageException e) {
      LOG.debug("a snapshot is closed after its engine: {}", e.getMessage());
    }
  }

  @Override
  public void apply(List<Write> batch) throws StorageException {
    write(
        writer -> {
          writer.apply(batch);
          return true;
        },
        () -> makesRoom(batch));
  }

  @Override
  public boolean dropRange(byte[] from, byte @Nullable [] to, int maxEntries)
      throws StorageException {
    return write(writer -> writer.dropRange(from, to, maxEntries), () -> true);
  }

  /** Whether a batch stores no more bytes than it replaces, so that the reserve may be spent. */
  private boolean makesRoom(List<Write> batch) throws StorageException {
    long balance = 0;
    for (Write write : batch) {
      byte[] old = get(write.key());
      balance -= old == null ? 0 : write.key().length + old.length;
      balance += write instanceof Write.Put put ? put.key().length + put.value().length : 0;
    }
    return balance <= 0;
  }

  private <T> T write(Writing<T> writing, Room room) throws StorageException {
    syncer.checkLastSync();
    while (true) {
      try {
        T result = commit(writing);
        syncer.committed();
        reserve.refill();
        return result;
      } catch (Env.MapFullException e) {
        grow(e);
      } catch (LmdbException e) {
        StorageException failure = failures.translate(e);
        if (failure.kind() != Kind.FULL || !room.isMade() || !reserve.spend()) {
          throw failure;
        }
      }
    }
  }

  private <T> T commit(Writing<T> writing) throws StorageException {
    long stamp = gate.enter();
    try (Txn<Slice> txn = database.env().txnWrite()) {
      Writer writer = database.writer(txn);
      T result = writing.to(writer);
      database.addJunctions(txn, writer.junctionsAdded());
      txn.commit();
      return result;
    } finally {
      gate.leave(stamp);
    }
  }

  /*
   * LMDB asks that no transaction is open while its map moves. What moves are addresses, and only
   * cursors and operations hold some; a read transaction that waits holds page numbers. So it is
   * enough that every operation has left the gate: an open snapshot neither blocks growing, nor
   * loses what it saw.
   */
  private void grow(Env.MapFullException full) throws StorageException {
    try {
      gate.alone(() -> enlargeMap(full));
    } catch (LmdbException e) {
      // LMDB has let go of the old map and has no new one: whoever touched it would kill the JVM.
      gate.close();
      lock.release();
      throw failures.translate(e);
    }
  }

  private void enlargeMap(Env.MapFullException full) throws StorageException {
    long now = database.env().info().mapSize;
    if (now >= settings.maxBytes()) {
      throw failures.translate(full);
    }
    long larger = Math.min(2 * now, settings.maxBytes());
    database.env().setMapSize(larger);
    LOG.info("the map of {} has grown to {} bytes", lock.folder(), larger);
  }

  private void flush() throws StorageException {
    long stamp = gate.enter();
    try {
      database.env().sync(true);
    } catch (LmdbException e) {
      throw failures.translate(e);
    } finally {
      gate.leave(stamp);
    }
  }

  @Override
  public boolean readsAreFast() {
    return true;
  }

  @Override
  public void close() {
    if (!gate.close()) {
      return;
    }
    syncer.stop();
    try {
      views.close();
      database.env().sync(true); // durable also without sync=commit
    } catch (LmdbException e) {
      LOG.warn("closing {} failed", lock.folder(), e);
    } finally {
      database.env().close();
      lock.release();
    }
  }
}
