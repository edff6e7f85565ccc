package org.dynamokv.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;

/**
 * Whom a request for a key may go to, best first (paper 6.4: a client that knows the ring goes
 * straight to a node of the key's preference list). Nodes that failed of late come last, but they
 * do come. Loop's thread.
 */
final class Router {
  private final Peers peers;
  private final LongSupplier monotonicMillis;

  Router(Peers peers, LongSupplier monotonicMillis) {
    this.peers = peers;
    this.monotonicMillis = monotonicMillis;
  }

  /** Owners that seem well, others that seem well, then the rest, owners first. */
  Iterator<Target> route(Ring ring, Key key, boolean write) {
    int partition = ring.partitionOf(key);
    int n = ring.bucket(key.bucket()).n();
    List<NodeId> owners = write ? ring.writers(partition, n).get(0) : ring.readers(partition, n);
    return new Walk(ring, partition, owners);
  }

  /** All members whose address is known, however they seem. */
  List<Target> everybody(Optional<Ring> ring) {
    return ring.map(r -> targets(r.members().keySet())).orElse(List.of());
  }

  /** Most requests end at the first node, so the others are only put in order when asked for. */
  private final class Walk implements Iterator<Target> {
    private final Ring ring;
    private final int partition;
    private final List<NodeId> owners;
    // Mutable state
    private List<Target> targets;
    private int next;
    private boolean whole;

    Walk(Ring ring, int partition, List<NodeId> owners) {
      this.ring = ring;
      this.partition = partition;
      this.owners = owners;
      targets = targets(usable(owners));
    }

    @Override
    public boolean hasNext() {
      if (next == targets.size() && !whole) {
        whole = true;
        targets = targets(others());
        next = 0;
      }
      return next < targets.size();
    }

    @Override
    public Target next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return targets.get(next++);
    }

    private Collection<NodeId> others() {
      List<NodeId> standIns = ring.standIns(partition);
      Set<NodeId> all = new LinkedHashSet<>(usable(standIns));
      all.addAll(owners);
      all.addAll(standIns);
      all.addAll(ring.members().keySet());
      targets.forEach(
          t -> {
            if (t.peer() != null) {
              all.remove(t.peer().id());
            }
          });
      return all;
    }
  }

  private List<NodeId> usable(List<NodeId> nodes) {
    long now = monotonicMillis.getAsLong();
    return nodes.stream().filter(id -> peers.isUsable(id, now)).toList();
  }

  private List<Target> targets(Collection<NodeId> nodes) {
    List<Target> out = new ArrayList<>(nodes.size());
    for (NodeId id : nodes) {
      Peer peer = peers.get(id);
      if (peer != null) {
        out.add(Target.of(peer));
      }
    }
    return out;
  }
}
