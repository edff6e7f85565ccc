package org.dynamokv.core.env;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** The other nodes as one shard knows them. One thread. */
public final class Peers {
  private final String transport;
  private final PeerWatcher watcher;
  // Mutable state
  private final Map<NodeId, Peer> byId = new LinkedHashMap<>();

  /**
   * Knows nobody yet.
   *
   * @param transport which of a member's endpoints to use
   * @param watcher hears of those that stop answering
   */
  public Peers(String transport, PeerWatcher watcher) {
    this.watcher = watcher;
    this.transport = transport;
  }

  /** Learns where the members and joiners of a ring are. */
  public void learn(Ring ring) {
    ring.everybody().forEach(this::learn);
    byId.keySet().removeIf(id -> !ring.knows(id));
  }

  /** Learns where a node is; nothing when it has no endpoint for this transport. */
  public void learn(Member member) {
    Endpoint endpoint = member.endpoints().get(transport);
    if (endpoint == null) {
      return;
    }
    Peer peer = byId.get(member.id());
    if (peer == null) {
      byId.put(member.id(), new Peer(member.id(), endpoint, watcher));
    } else {
      peer.moved(endpoint);
    }
  }

  /** A node by its id, or null. */
  public @Nullable Peer get(NodeId id) {
    return byId.get(id);
  }

  /** Whether it is worth a request now. */
  public boolean isUsable(NodeId id, long nowMillis) {
    Peer peer = byId.get(id);
    return peer != null && peer.isUsable(nowMillis);
  }

  /** Whether its last request went well, as far as this shard knows. */
  public boolean isAlive(NodeId id) {
    Peer peer = byId.get(id);
    return peer != null && peer.isAlive();
  }

  /** Whoever listens there may be another process next time. */
  void forgetStart(Endpoint endpoint) {
    for (Peer peer : byId.values()) {
      if (peer.endpoint().equals(endpoint)) {
        peer.forgetStart();
      }
    }
  }

  void heardFrom(NodeId id, long start) {
    Peer peer = byId.get(id);
    if (peer != null) {
      peer.heard(start);
    }
  }
}
