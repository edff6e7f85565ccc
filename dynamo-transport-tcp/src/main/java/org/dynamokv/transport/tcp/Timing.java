package org.dynamokv.transport.tcp;

/**
 * How the greatest age of a frame is shared out, so that the parts together never exceed it: a
 * quarter in the sender's queue, a quarter in the sender's write buffer, half on the way and in the
 * receiver's buffer. All in nanoseconds but the tick.
 *
 * @param queueNanos a frame that waited longer is dropped unsent
 * @param stallNanos a connection whose written bytes the socket does not take for so long is
 *     closed: half of its quarter, as bytes may wait that long again before they are looked at
 * @param silenceNanos a connection on which nothing was heard for so long is closed with what it
 *     holds, and so are all when the loop itself stood still that long
 * @param heartbeatNanos quiet time after which a sign of life is sent
 * @param helloNanos from connected to hello said
 * @param tickMillis how often all of this is looked at
 */
record Timing(
    long queueNanos,
    long stallNanos,
    long silenceNanos,
    long heartbeatNanos,
    long helloNanos,
    long tickMillis) {
  private static final long MILLI = 1_000_000;

  static Timing of(long maxAgeMillis, TcpSettings settings) {
    if (maxAgeMillis < 20) {
      throw new IllegalArgumentException(
          "a frame's greatest age of " + maxAgeMillis + " ms is less than 20 ms");
    }
    long age = maxAgeMillis * MILLI;
    return new Timing(
        age / 4,
        age / 8,
        age / 2,
        Math.min(settings.heartbeatMillis() * MILLI, age / 6),
        settings.helloMillis() * MILLI,
        Math.max(5, Math.min(100, maxAgeMillis / 40)));
  }
}
