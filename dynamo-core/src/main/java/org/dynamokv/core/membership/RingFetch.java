package org.dynamokv.core.membership;

import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.RingRequest;
import org.dynamokv.core.value.NodeId;

/** Any message that shows a higher epoch: ask its sender for the ring. One at a time. */
final class RingFetch {
  private final Local local;
  private final Calls calls;
  // Mutable state
  private boolean asking;

  RingFetch(Local local, Calls calls) {
    this.local = local;
    this.calls = calls;
  }

  /** Somebody is at that epoch. Nodes that are not known are not asked. */
  void sawEpoch(NodeId from, long epoch) {
    boolean news = local.ring() != null && epoch > local.epoch();
    if (!news || asking || from.equals(local.id()) || local.peers.get(from) == null) {
      return;
    }
    asking = true;
    calls.ask(from, new RingRequest(), local.timings().call(), ended());
  }

  private Calls.Reply ended() {
    return new Calls.Reply() {
      @Override
      public void from(NodeId node, Message message) {
        asking = false; // a RingIs was adopted by Calls already
      }

      @Override
      public void none(NodeId node) {
        asking = false;
      }
    };
  }
}
