package org.dynamokv.core.membership;

import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.message.MembershipMessage.KeyedObject;
import org.dynamokv.core.value.Bytes;

/**
 * The copies of this node as transfers see them. Called on membership's shard, answers come back on
 * it; never before every shard has the ring of the change.
 */
public interface PartitionData {
  /**
   * A piece of a partition.
   *
   * @param copies in key order
   * @param next where to go on; empty at the end
   */
  record Page(List<KeyedObject> copies, Bytes next) {}

  /**
   * Reads copies that this node holds as an owner, in key order.
   *
   * @param cursor empty for the first piece, then the last page's {@code next}
   * @param maxBytes stop after about that much; one copy at least if there is one
   */
  void scan(int partition, Bytes cursor, int maxBytes, Answer<Page> answer);

  /**
   * Merges copies into this node's own.
   *
   * @param durable true when all are on disk; false when this node does not own the partition
   */
  void absorb(int partition, List<KeyedObject> copies, Answer<Boolean> durable);
}
