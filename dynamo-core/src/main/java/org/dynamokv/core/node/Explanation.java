package org.dynamokv.core.node;

import java.util.List;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Where a key lives and what each of its nodes holds of it.
 *
 * @param token its place on the ring, 16 bytes
 * @param partition the part it falls in
 * @param epoch the ring that this was found with
 * @param preferenceList owners in order, then stand-ins
 */
public record Explanation(
    Key key,
    Bytes token,
    int partition,
    long epoch,
    List<NodeId> preferenceList,
    List<Replica> replicas) {
  /**
   * One node's part.
   *
   * @param role "owner", "next" or "stand-in"
   * @param reachable whether it answered
   * @param object what it holds, null for nothing
   * @param hintFor whom it holds it for, null for itself
   */
  public record Replica(
      NodeId node,
      String role,
      boolean reachable,
      @Nullable StoredObject object,
      @Nullable NodeId hintFor) {}
}
