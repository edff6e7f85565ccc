package org.dynamokv.core.coordinator;

import java.util.List;
import org.dynamokv.core.env.Patience;
import org.dynamokv.core.replica.Copy;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;

/**
 * Sends replicas that a get has found stale or without a copy what they lack (paper 5), without
 * waiting for the result.
 */
final class ReadRepair {
  private static final Patience PATIENCE = Patience.of(2_000);

  private ReadRepair() {}

  static void run(Surroundings s, Copies copies, List<NodeId> readers, ReadAnswers answers) {
    if (answers.agree()) {
      return;
    }
    StoredObject merged = answers.merged();
    Bytes digest = Copy.digest(merged);
    byte[] body = copies.mergeBody(merged, NodeId.NONE);
    for (NodeId reader : readers) {
      Bytes its = answers.digestOf(reader);
      if (its == null || its.equals(digest)) {
        continue;
      }
      if (s.isMe(reader)) {
        copies.mergeMine(merged, NodeId.NONE, repaired(s, reader));
      } else {
        copies.merge(reader, body, PATIENCE, repaired(s, reader));
      }
    }
  }

  /** What does not arrive is repaired by the next read. */
  private static Copies.Reply repaired(Surroundings s, NodeId reader) {
    return new Copies.Reply() {
      @Override
      public void durable() {
        s.events.readRepaired(reader);
      }

      @Override
      public void stale() {}

      @Override
      public void behind() {}

      @Override
      public void lost() {}
    };
  }
}
