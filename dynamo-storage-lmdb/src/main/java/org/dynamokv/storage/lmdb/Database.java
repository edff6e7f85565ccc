package org.dynamokv.storage.lmdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Stat;
import org.lmdbjava.Txn;

/**
 * An open LMDB environment with our two tables in it: the entries, and what is known about them.
 */
final class Database {
  /** The format that this code writes; a file with another one is refused. */
  static final byte FORMAT = 1;

  private static final byte[] ENTRIES = "entries".getBytes(US_ASCII);
  private static final byte[] META = "meta".getBytes(US_ASCII);
  private static final byte[] FORMAT_KEY = "format".getBytes(US_ASCII);
  private static final byte[] JUNCTIONS_KEY = "junctions".getBytes(US_ASCII);

  private final Path folder;
  private final Env<Slice> env;
  private final Dbi<Slice> entries;
  private final Dbi<Slice> meta;

  private Database(Path folder, Env<Slice> env, Txn<Slice> txn, DbiFlags... flags) {
    this.folder = folder;
    this.env = env;
    this.entries = env.openDbi(txn, ENTRIES, null, false, flags);
    this.meta = env.openDbi(txn, META, null, false, flags);
  }

  static Database open(Path folder, LmdbSettings settings) throws StorageException {
    DataFiles.prepareReaderTable(folder, settings.maxReaders());
    Env<Slice> env = null;
    Database database = null;
    try {
      env = openEnv(folder, settings);
      DataFiles.fillUpTo(folder, (env.info().lastPageNumber + 1) * env.stat().pageSize);
      database = openTables(folder, env);
      return database;
    } catch (LmdbException e) {
      throw new Failures(folder).translate(e);
    } finally {
      if (database == null && env != null) {
        env.close();
      }
    }
  }

  private static Env<Slice> openEnv(Path folder, LmdbSettings settings) {
    List<EnvFlags> flags = new ArrayList<>(List.of(EnvFlags.MDB_NOTLS));
    if (settings.sync() != LmdbSettings.Sync.COMMIT) {
      flags.add(EnvFlags.MDB_NOSYNC);
    }
    return Env.create(SliceProxy.INSTANCE)
        .setMapSize(settings.mapBytes())
        .setMaxDbs(2)
        .setMaxReaders(settings.maxReaders())
        .open(folder.toFile(), 0640, flags.toArray(new EnvFlags[0]));
  }

  private static Database openTables(Path folder, Env<Slice> env) throws StorageException {
    List<byte[]> tables = env.getDbiNames();
    try (Txn<Slice> txn = env.txnWrite()) {
      Database database;
      if (tables.isEmpty()) {
        database = new Database(folder, env, txn, DbiFlags.MDB_CREATE);
        database.putMeta(txn, FORMAT_KEY, new byte[] {FORMAT});
      } else if (tables.size() == 2 && tables.stream().allMatch(Database::isOurs)) {
        database = new Database(folder, env, txn);
        database.checkFormat(txn);
      } else {
        throw new StorageException(
            Kind.UNAVAILABLE, "the LMDB file in " + folder + " was not made by dynamo");
      }
      txn.commit(); // writes nothing when nothing was made
      return database;
    }
  }

  private static boolean isOurs(byte[] table) {
    return Arrays.equals(table, ENTRIES) || Arrays.equals(table, META);
  }

  private void checkFormat(Txn<Slice> txn) throws StorageException {
    byte[] found = getMeta(txn, FORMAT_KEY);
    if (found == null || found.length == 0 || found[0] != FORMAT) {
      throw new StorageException(
          Kind.UNAVAILABLE,
          "the data in %s has storage format %s; this version reads format %d"
              .formatted(folder, Arrays.toString(found), FORMAT));
    }
  }

  Env<Slice> env() {
    return env;
  }

  View view() {
    return new View(entries, env.txnRead());
  }

  Writer writer(Txn<Slice> txn) {
    return new Writer(entries, txn);
  }

  /** How many keys there are: entries without junctions. */
  long keys(Txn<Slice> txn) throws StorageException {
    return entries.stat(txn).entries - junctions(txn);
  }

  /** What entries take in the file; pages that can be used again do not count. */
  long usedBytes(Txn<Slice> txn) {
    Stat stat = entries.stat(txn);
    return (stat.branchPages + stat.leafPages + stat.overflowPages) * stat.pageSize;
  }

  long fileBytes() {
    return (env.info().lastPageNumber + 1) * env.stat().pageSize;
  }

  void addJunctions(Txn<Slice> txn, long added) throws StorageException {
    if (added != 0) {
      byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(junctions(txn) + added).array();
      putMeta(txn, JUNCTIONS_KEY, count);
    }
  }

  private long junctions(Txn<Slice> txn) throws StorageException {
    byte[] count = getMeta(txn, JUNCTIONS_KEY);
    return count == null ? 0 : ByteBuffer.wrap(count).getLong();
  }

  private byte @Nullable [] getMeta(Txn<Slice> txn, byte[] key) throws StorageException {
    Slice record = meta.get(txn, Slice.ofCapacity(key.length).set(key, key, 0, 0));
    return record == null ? null : LmdbRecord.read(record, key, key, 0, 0);
  }

  private void putMeta(Txn<Slice> txn, byte[] key, byte[] value) {
    Slice name = Slice.ofCapacity(key.length).set(key, key, 0, 0);
    Slice room = meta.reserve(txn, name, LmdbRecord.HEADER_BYTES + value.length);
    LmdbRecord.write(room, key, key, 0, 0, value);
  }
}
