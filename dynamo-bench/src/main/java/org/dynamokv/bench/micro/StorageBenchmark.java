package org.dynamokv.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.StorageConfig;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageProvider;
import org.dynamokv.core.spi.Write;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A storage engine with its own defaults (LMDB: durable when apply returns), records of 1 KiB at
 * random places. The folder is the system property {@code bench.data}, or a temporary one: name one
 * on the disk that is meant.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StorageBenchmark {
  private static final int LOAD_BATCH = 1_000;

  /** The engine's name in the configuration. */
  @Param("lmdb")
  public String engine = "lmdb";

  /** Records that are there before it begins. */
  @Param("100000")
  public int records = 100_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] value = Samples.value(Samples.VALUE_BYTES, 1);
  private @Nullable Path folder;
  private @Nullable StorageEngine open;

  /** How many records a commit writes. */
  @State(Scope.Benchmark)
  public static class Batch {
    /** Group commit: what several requests share. */
    @Param({"1", "10", "100", "1000"})
    public int batch = 1;
  }

  /** Records written: the figure to look at. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Puts {
    /** Counts them. */
    public long puts;
  }

  /** Fills an engine in a new folder. */
  @Setup(Level.Trial)
  public void setUp() throws IOException, StorageException {
    StorageProvider provider =
        Plugins.find("storage", StorageProvider.class, engine, getClass().getClassLoader());
    Settings settings =
        Settings.of("storage." + engine + ".", provider.settings(), new TreeMap<>());
    String base = System.getProperty("bench.data");
    Path made =
        base == null
            ? Files.createTempDirectory("dynamo-bench")
            : Files.createTempDirectory(Files.createDirectories(Path.of(base)), "dynamo-bench");
    folder = made;
    open = provider.open(new StorageConfig(made.toString(), settings));
    for (int i = 0; i < records; i += LOAD_BATCH) {
      open.apply(writes(i, Math.min(LOAD_BATCH, records - i)));
    }
  }

  /** Closes it and removes the folder. */
  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    engine().close();
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(StorageBenchmark::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StorageEngine engine() {
    if (open == null) {
      throw new IllegalStateException("not set up");
    }
    return open;
  }

  /** A record by its key. */
  @Benchmark
  public byte @Nullable [] get() throws StorageException {
    return engine().get(key(random.nextInt(records)));
  }

  /** A batch that overwrites random records. */
  @Benchmark
  public void commit(Batch size, Puts counter) throws StorageException {
    List<Write> batch = new ArrayList<>(size.batch);
    for (int i = 0; i < size.batch; i++) {
      batch.add(new Write.Put(key(random.nextInt(records)), value));
    }
    engine().apply(batch);
    counter.puts += size.batch;
  }

  private List<Write> writes(int from, int count) {
    List<Write> batch = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      batch.add(new Write.Put(key(i), value));
    }
    return batch;
  }

  /** Keys spread over the whole order, as tokens do. */
  private static byte[] key(int record) {
    long spread = record * 0x9e37_79b9_7f4a_7c15L;
    return ByteBuffer.allocate(20).putLong(spread).putLong(record).putInt(0).array();
  }
}
