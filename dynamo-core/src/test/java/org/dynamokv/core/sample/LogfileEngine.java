package org.dynamokv.core.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Snapshot;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log file and an index in memory, under one lock: simple, and readers wait while a batch is
 * synced. All keys must fit into memory.
 */
final class LogfileEngine implements StorageEngine {
  private static final Logger LOG = LoggerFactory.getLogger(LogfileEngine.class);
  private static final int COPIED_AT_ONCE = 1 << 20;

  private final FolderLock folder;
  private final long compactAbove;

  // Mutable state, guarded by this
  private Log log;
  private Index index = new Index();
  private boolean nameIsDurable;
  private int openSnapshots;
  private boolean closed;

  private LogfileEngine(FolderLock folder, long compactAbove, Log log) {
    this.folder = folder;
    this.compactAbove = compactAbove;
    this.log = log;
  }

  static LogfileEngine open(FolderLock folder, long compactAbove)
      throws IOException, StorageException {
    Log log = new Log(folder.folder().resolve("log"));
    try {
      LogfileEngine engine = new LogfileEngine(folder, compactAbove, log);
      log.replay(engine.index);
      engine.syncName();
      return engine;
    } catch (IOException | StorageException | RuntimeException e) {
      Quietly.close(log);
      throw e;
    }
  }

  @Override
  public synchronized byte @Nullable [] get(byte[] key) throws StorageException {
    return get(index, key);
  }

  @Override
  public synchronized List<Entry> scan(
      byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes) throws StorageException {
    return scan(index, from, to, maxEntries, maxBytes);
  }

  synchronized byte @Nullable [] get(Index at, byte[] key) throws StorageException {
    checkOpen();
    Index.Place place = at.get(key);
    return place == null ? null : log.read(place);
  }

  synchronized List<Entry> scan(
      Index at, byte[] from, byte @Nullable [] to, int maxEntries, long maxBytes)
      throws StorageException {
    checkOpen();
    Page page = new Page(maxEntries, maxBytes);
    for (var e : at.range(from, to).entrySet()) {
      if (page.isFull()) {
        break;
      }
      page.add(e.getKey().clone(), log.read(e.getValue()));
    }
    return page.entries();
  }

  @Override
  public synchronized void apply(List<Write> batch) throws StorageException {
    checkOpen();
    if (batch.isEmpty()) {
      return;
    }
    try {
      compactIfWorthIt();
      syncName();
      log.append(batch, index);
    } catch (IOException e) {
      throw Trouble.of("cannot write to the log in " + folder.folder(), e);
    }
  }

  @Override
  public synchronized boolean dropRange(byte[] from, byte @Nullable [] to, int maxEntries)
      throws StorageException {
    checkOpen();
    int all = index.range(from, to).size();
    Stream<byte[]> first = index.range(from, to).keySet().stream().limit(maxEntries);
    apply(first.<Write>map(Write.Delete::new).toList());
    return all > maxEntries;
  }

  @Override
  public synchronized Snapshot snapshot() throws StorageException {
    checkOpen();
    openSnapshots++;
    return new LogfileSnapshot(this, index.copy());
  }

  synchronized void snapshotClosed() {
    openSnapshots--;
  }

  /** More than half is garbage, and no snapshot points into the file. */
  private void compactIfWorthIt() {
    boolean worthIt = log.bytes() > compactAbove && log.bytes() > 2 * index.liveBytes();
    if (!worthIt || openSnapshots > 0) {
      return;
    }
    try {
      compact();
    } catch (IOException | StorageException e) {
      LOG.warn("logfile: {} was not compacted, and goes on as it is", folder.folder(), e);
    }
  }

  private void compact() throws IOException, StorageException {
    Path file = folder.folder().resolve("log.new");
    Files.deleteIfExists(file); // a crash may have left one
    Log fresh = new Log(file);
    try {
      Index moved = copyTo(fresh);
      Files.move(file, folder.folder().resolve("log"), StandardCopyOption.ATOMIC_MOVE);
      nameIsDurable = false;
      Quietly.close(log);
      log = fresh;
      index = moved;
    } finally {
      if (log != fresh) {
        Quietly.close(fresh);
      }
    }
  }

  private Index copyTo(Log fresh) throws IOException, StorageException {
    Index moved = new Index();
    byte[] from = new byte[0];
    while (true) {
      List<Entry> page = scan(from, null, COPIED_AT_ONCE, COPIED_AT_ONCE);
      if (page.isEmpty()) {
        return moved;
      }
      fresh.append(
          page.stream().<Write>map(e -> new Write.Put(e.key(), e.value())).toList(), moved);
      byte[] last = page.get(page.size() - 1).key();
      from = java.util.Arrays.copyOf(last, last.length + 1);
    }
  }

  /** Before any batch goes into a new file, the file must be found after a power cut. */
  private void syncName() throws IOException {
    if (!nameIsDurable) {
      folder.syncFolder();
      nameIsDurable = true;
    }
  }

  @Override
  public synchronized StorageStats stats() throws StorageException {
    checkOpen();
    try {
      long free = Files.getFileStore(folder.folder()).getUsableSpace();
      return new StorageStats(index.size(), log.bytes(), free);
    } catch (IOException e) {
      throw Trouble.of("cannot tell how full " + folder.folder() + " is", e);
    }
  }

  @Override
  public boolean readsAreFast() {
    return false; // they may wait for a sync
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Quietly.close(log);
      folder.release();
    }
  }

  private void checkOpen() throws StorageException {
    if (closed) {
      throw new StorageException(Kind.UNAVAILABLE, folder.folder() + " is closed");
    }
  }
}
