package org.dynamokv.core.sim;

import java.util.List;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.spi.TransportListener;

/** What runs on a {@link SimHost} between a boot and a crash. */
public interface SimProcess {
  /** Begins; called once, right after the process was made. */
  void start();

  /** Where the network delivers. */
  TransportListener listener();

  /** Makes a process for each boot of a host. */
  interface Factory {
    /**
     * A new process, which knows only what its disk holds.
     *
     * @param self the host's id and a start drawn for this boot
     * @param shards one environment a shard
     */
    SimProcess create(Self self, List<Environment> shards);
  }
}
