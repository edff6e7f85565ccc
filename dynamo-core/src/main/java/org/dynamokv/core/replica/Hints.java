package org.dynamokv.core.replica;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.value.NodeId;

/**
 * How many hints one shard keeps, per target, in memory beside the durable hints themselves. One
 * thread.
 */
public final class Hints {
  /** Hints and their bytes. */
  public record Count(long count, long bytes) {
    private Count plus(long more, long moreBytes) {
      return new Count(count + more, bytes + moreBytes);
    }
  }

  // Mutable state
  private final SortedMap<NodeId, Count> byTarget = new TreeMap<>();
  private volatile long total; // written on the shard's thread, read by any

  /** By the node that they are kept for. */
  public SortedMap<NodeId, Count> byTarget() {
    return Collections.unmodifiableSortedMap(byTarget);
  }

  /** All together. Any thread. */
  public long total() {
    return total;
  }

  /** A hint's record went from one size to another; 0 is absent. */
  void changed(NodeId target, long bytesBefore, long bytesAfter) {
    long more = (bytesAfter > 0 ? 1 : 0) - (bytesBefore > 0 ? 1 : 0);
    total = Math.max(0, total + more);
    Count now = byTarget.getOrDefault(target, new Count(0, 0)).plus(more, bytesAfter - bytesBefore);
    if (now.count() <= 0) { // below 0: it stood behind a corrupt record when hints were counted
      byTarget.remove(target);
    } else {
      byTarget.put(target, now);
    }
  }
}
