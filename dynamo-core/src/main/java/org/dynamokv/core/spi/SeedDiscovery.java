package org.dynamokv.core.spi;

import java.util.List;
import org.dynamokv.core.value.Endpoint;

/** Says where other members may be found. */
public interface SeedDiscovery {
  /**
   * Endpoints to try, best first; may be empty. Called again and again, so it may follow a changing
   * source. May block; never on a shard's thread.
   */
  List<Endpoint> seeds();

  /** Always the same list, as the configuration gives it. */
  static SeedDiscovery fixed(List<Endpoint> seeds) {
    List<Endpoint> copy = List.copyOf(seeds);
    return () -> copy;
  }
}
