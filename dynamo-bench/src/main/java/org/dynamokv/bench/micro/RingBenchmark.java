package org.dynamokv.bench.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.Token;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a key to its preference list (paper 4.2, 4.3): every request does this at least twice. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingBenchmark {
  private final Key[] keys = Samples.keys();
  private final Ring ring = Samples.ring(12, 256);
  private int next;

  private Key key() {
    return keys[next++ & keys.length - 1];
  }

  /** The partition of a key: an MD5. */
  @Benchmark
  public int partition() {
    return Token.partition(key(), 256);
  }

  /** The readers of a partition. */
  @Benchmark
  public List<NodeId> readers() {
    return ring.readers(next++ & 255, 3);
  }

  /** The writers of a partition. */
  @Benchmark
  public List<List<NodeId>> writers() {
    return ring.writers(next++ & 255, 3);
  }

  /** The stand-ins of a partition: only asked for when an owner is down. */
  @Benchmark
  public List<NodeId> standIns() {
    return ring.standIns(next++ & 255);
  }
}
