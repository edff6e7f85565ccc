package org.dynamokv.transport.http;

import org.dynamokv.core.value.Endpoint;

/**
 * Where and with how many threads to serve.
 *
 * @param endpoint the address; port 0 takes any free one
 * @param maxThreads at least {@link #MIN_THREADS}; the doors never block one, so few suffice; idle
 *     ones go after a minute
 * @param name begins the threads' names
 */
public record HttpListen(Endpoint endpoint, int maxThreads, String name) {
  /** Accepting, selecting, and two to work. */
  public static final int MIN_THREADS = 4;

  /** Enough for two cores many times over. */
  public static final int DEFAULT_MAX_THREADS = 16;

  /** Checks the number of threads. */
  public HttpListen {
    if (maxThreads < MIN_THREADS) {
      throw new IllegalArgumentException("fewer than " + MIN_THREADS + " threads cannot serve");
    }
  }

  /** Serves there with the default number of threads. */
  public static HttpListen on(Endpoint endpoint) {
    return new HttpListen(endpoint, DEFAULT_MAX_THREADS, "http");
  }
}
