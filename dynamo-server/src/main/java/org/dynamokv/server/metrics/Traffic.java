package org.dynamokv.server.metrics;

/**
 * What the node does now, as the page shows it.
 *
 * @param requestsPerSecond since the sample before, of all kinds, failed ones too
 * @param failuresPerSecond since the sample before
 */
public record Traffic(
    double requestsPerSecond, double failuresPerSecond, Op get, Op put, Op delete) {
  /**
   * One kind of request.
   *
   * @param perSecond since the sample before
   * @param p50Millis half of the last minute's took at most this
   * @param p99Millis 99 of 100 took at most this
   */
  public record Op(double perSecond, double p50Millis, double p99Millis) {}
}
