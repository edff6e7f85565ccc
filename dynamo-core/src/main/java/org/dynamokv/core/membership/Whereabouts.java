package org.dynamokv.core.membership;

import java.util.Map;
import java.util.TreeMap;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;

/**
 * Where members listen now, when that differs from what the ring says: they came back at another
 * address and say so in their gossip. The ring itself learns of it with its next change. One
 * thread.
 */
final class Whereabouts {
  private final Local local;
  private final Host host;
  // Mutable state
  private final Map<NodeId, Member> moved = new TreeMap<>();

  Whereabouts(Local local, Host host, Adoption adoption) {
    this.local = local;
    this.host = host;
    adoption.onAdopt(this::adopted);
    adoption.onServe(ring -> moved.values().forEach(host::moved));
  }

  private void adopted(Ring ring) {
    moved.keySet().removeIf(id -> !ring.knows(id));
    moved.values().forEach(local.peers::learn);
  }

  /** A member says where it listens; strangers are not remembered. */
  void heard(Member self) {
    Ring ring = local.ring();
    Member known = ring == null ? null : ring.member(self.id());
    if (known == null || self.id().equals(local.id())) {
      return;
    }
    Member before = moved.getOrDefault(self.id(), known);
    if (!before.endpoints().equals(self.endpoints())) {
      moved.put(self.id(), self);
      local.peers.learn(self);
      host.moved(self);
    }
  }
}
