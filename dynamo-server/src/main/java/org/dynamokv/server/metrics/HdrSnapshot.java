package org.dynamokv.server.metrics;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** A histogram as Dropwizard wants to see it. Nobody changes the histogram any more. */
final class HdrSnapshot extends Snapshot {
  private final Histogram histogram;

  HdrSnapshot(Histogram histogram) {
    this.histogram = histogram;
  }

  @Override
  public double getValue(double quantile) {
    return histogram.getValueAtPercentile(quantile * 100);
  }

  /** The distinct values, ascending; not one entry per update. */
  @Override
  public long[] getValues() {
    List<Long> out = new ArrayList<>();
    for (HistogramIterationValue v : histogram.recordedValues()) {
      out.add(v.getValueIteratedTo());
    }
    return out.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public int size() {
    return (int) Math.min(histogram.getTotalCount(), Integer.MAX_VALUE);
  }

  @Override
  public long getMax() {
    return histogram.getMaxValue();
  }

  @Override
  public double getMean() {
    return histogram.getMean();
  }

  @Override
  public long getMin() {
    return size() == 0 ? 0 : histogram.getMinValue();
  }

  @Override
  public double getStdDev() {
    return histogram.getStdDeviation();
  }

  @Override
  public void dump(OutputStream output) {
    PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
    for (long value : getValues()) {
      out.println(value);
    }
    out.flush();
  }
}
