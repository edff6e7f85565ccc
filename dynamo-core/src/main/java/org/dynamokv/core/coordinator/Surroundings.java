package org.dynamokv.core.coordinator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.replica.Replica;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** What all requests of one shard share, and the ring as this shard has it. One thread. */
public final class Surroundings {
  final Environment env;
  final Self self;
  final Peers peers;
  final Rpc rpc;
  final Replica replica;
  final Events events;
  final int maxValueBytes;

  // Mutable state
  private @Nullable Ring ring;
  private Map<Request<?>, Waiter> waiters = new LinkedHashMap<>();

  private record Waiter(long epoch, Runnable goOn) {}

  /** No ring yet. */
  public Surroundings(
      Environment env,
      Self self,
      Peers peers,
      Rpc rpc,
      Replica replica,
      Events events,
      int maxValueBytes) {
    this.env = env;
    this.self = self;
    this.peers = peers;
    this.rpc = rpc;
    this.replica = replica;
    this.events = events;
    this.maxValueBytes = maxValueBytes;
  }

  /** The ring as this shard has it; null before there is one. */
  public @Nullable Ring ring() {
    return ring;
  }

  /** This shard has a new ring: requests that waited for it go on. */
  public void adopt(Ring next) {
    ring = next;
    peers.learn(next);
    Map<Request<?>, Waiter> due = waiters;
    waiters = new LinkedHashMap<>();
    due.forEach((request, w) -> whenRing(request, w.epoch, w.goOn));
  }

  /**
   * Goes on when this shard has a ring of at least that epoch: at once if it has. A request waits
   * for one thing at a time.
   */
  void whenRing(Request<?> request, long epoch, Runnable goOn) {
    if (ring != null && ring.epoch() >= epoch) {
      goOn.run();
    } else {
      waiters.put(request, new Waiter(epoch, goOn));
    }
  }

  /** A request has ended. */
  void waitsNoMore(Request<?> request) {
    waiters.remove(request);
  }

  /** How many requests wait for a ring. */
  int waiting() {
    return waiters.size();
  }

  boolean isMe(NodeId node) {
    return node.equals(self.id());
  }

  boolean isUsable(NodeId node) {
    return isMe(node) || peers.isUsable(node, env.monotonicMillis());
  }
}
