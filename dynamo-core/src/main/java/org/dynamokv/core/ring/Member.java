package org.dynamokv.core.ring;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/**
 * One node of the cluster.
 *
 * @param id never changes
 * @param name unique in the cluster, for people
 * @param rack replicas of a key stand in distinct racks where there are enough
 * @param endpoints where it listens, by door: the transports' names ("tcp", "http") and "admin";
 *     unmodifiable
 */
public record Member(NodeId id, String name, String rack, SortedMap<String, Endpoint> endpoints) {
  /** Copies the endpoints; the id is not NONE. */
  public Member {
    if (id.equals(NodeId.NONE)) {
      throw new IllegalArgumentException("malformed: a member without an id");
    }
    endpoints = Collections.unmodifiableSortedMap(new TreeMap<>(endpoints));
  }
}
