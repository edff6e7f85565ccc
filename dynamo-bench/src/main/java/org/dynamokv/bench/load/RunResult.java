package org.dynamokv.bench.load;

import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one run measured.
 *
 * @param mode what it did
 * @param inFlight operations under way at every moment
 * @param nanos how long was measured
 * @param reads latencies of gets, ns
 * @param writes latencies of puts, ns
 * @param errors by kind, as {@code "get timeout"}
 * @param siblings gets that found more than one version
 * @param rereads puts before which the key had to be read
 * @param loadCpuNanos processor time of this process
 * @param serverCpuNanos of all servers that this process started; 0 for none
 */
record RunResult(
    Mode mode,
    int inFlight,
    long nanos,
    Histogram reads,
    Histogram writes,
    SortedMap<String, Long> errors,
    long siblings,
    long rereads,
    long loadCpuNanos,
    long serverCpuNanos) {

  RunResult {
    errors = new TreeMap<>(errors);
  }

  long operations() {
    return reads.getTotalCount() + writes.getTotalCount();
  }

  double perSecond() {
    return operations() * 1e9 / nanos;
  }

  long failed() {
    return errors.values().stream().mapToLong(n -> n).sum();
  }

  /** Latencies of gets and puts together. */
  Histogram all() {
    Histogram both = reads.copy();
    both.add(writes);
    return both;
  }

  double cpuMicrosPerOperation(long cpuNanos) {
    return operations() == 0 ? 0 : cpuNanos / 1e3 / operations();
  }
}
