package org.dynamokv.bench.micro;

import java.util.concurrent.TimeUnit;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Histories and objects (paper 4.4): every replica merges on every write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VersionBenchmark {
  /** Actors in a history: three is a healthy key, ten has seen restarts. */
  @Param({"3", "10"})
  public int actors = 3;

  private VersionVector older = VersionVector.EMPTY;
  private VersionVector newer = VersionVector.EMPTY;
  private StoredObject old = StoredObject.EMPTY;
  private StoredObject update = StoredObject.EMPTY;
  private StoredObject concurrent = StoredObject.EMPTY;

  /** Makes a history and its successor. */
  @Setup
  public void setUp() {
    older = Samples.vector(actors, 7);
    newer = Samples.vector(actors, 8);
    old = Samples.object(actors, 7);
    update = Samples.object(actors, 8);
    concurrent = Samples.withSibling(old, actors + 1);
  }

  /** One history against its successor. */
  @Benchmark
  public VersionVector.Order compare() {
    return older.compare(newer);
  }

  /** Two histories into one. */
  @Benchmark
  public VersionVector join() {
    return older.join(newer);
  }

  /** A replica takes an update over what it has. */
  @Benchmark
  public StoredObject mergeUpdate() {
    return old.merge(update);
  }

  /** A replica takes a concurrent write: two siblings. */
  @Benchmark
  public StoredObject mergeConcurrent() {
    return concurrent.merge(update);
  }
}
