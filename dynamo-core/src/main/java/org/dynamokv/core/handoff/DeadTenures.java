package org.dynamokv.core.handoff;

import org.dynamokv.core.env.Answer;
import org.dynamokv.core.replica.Walks;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes this shard's copies whose (partition, tenure) this node does not own: what an ended
 * ownership, or an aborted move, has left (MEMBERSHIP, F7). They are never read; this gives their
 * room back. One thread.
 */
public final class DeadTenures {
  private static final Logger LOG = LoggerFactory.getLogger(DeadTenures.class);

  private final Walks walks;
  private final NodeId self;
  private final int lane;
  private final int lanes;
  // Mutable state
  private @Nullable Ring ring;
  private boolean sweeping;
  private boolean again;

  /** For the partitions of one shard: those that are {@code lane} modulo {@code lanes}. */
  public DeadTenures(Walks walks, NodeId self, int lane, int lanes) {
    this.walks = walks;
    this.self = self;
    this.lane = lane;
    this.lanes = lanes;
  }

  /** Sweeps in the background with the new ring. */
  public void adopt(Ring next) {
    ring = next;
    again = sweeping;
    if (!sweeping) {
      sweeping = true;
      sweep(next, lane);
    }
  }

  private void sweep(Ring with, int partition) {
    if (again || partition >= with.partitions().size()) {
      sweeping = false;
      if (again && ring != null) {
        again = false;
        adopt(ring);
      }
      return;
    }
    walks.dropOthers(
        partition,
        () -> tenure(partition),
        new Answer<>() {
          @Override
          public void done(Boolean dropped) {
            if (dropped) {
              LOG.info("{} dropped what was left of partition {}", self, partition);
            }
            sweep(with, partition + lanes);
          }

          @Override
          public void failed(StorageException error) {
            LOG.warn(
                "{} cannot drop what is left of partition {}: {}",
                self,
                partition,
                error.getMessage());
            sweep(with, partition + lanes);
          }
        });
  }

  /** By the newest ring, which may have come during the sweep. */
  private long tenure(int partition) {
    Owner me = ring == null ? null : ring.partition(partition).ownerOf(self);
    return me == null ? Walks.NO_TENURE : me.tenure();
  }
}
