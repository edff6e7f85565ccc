package org.dynamokv.client;

import java.util.List;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.TransportProvider;
import org.dynamokv.core.value.Endpoint;

/**
 * What a client is made with: see the settings of {@link ClientBuilder}.
 *
 * @param seeds where to ask for the ring, in this order
 * @param cluster only talk to nodes of this cluster; empty takes any
 * @param timeoutMillis for requests that do not say, and for learning the ring
 * @param maxInFlight most requests at once
 * @param maxFrameBytes longest message in either direction
 * @param maxAgeMillis how long a message may wait in a queue of the transport
 * @param provider makes the transport
 * @param transportSettings the transport's own
 */
record ClientSettings(
    List<Endpoint> seeds,
    String cluster,
    int timeoutMillis,
    int maxInFlight,
    int maxFrameBytes,
    long maxAgeMillis,
    TransportProvider provider,
    Settings transportSettings) {
  ClientSettings {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("a client needs a seed: HOST:PORT of any node");
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight=" + maxInFlight + " is below 1");
    }
  }
}
