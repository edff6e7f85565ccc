package org.dynamokv.server.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.dynamokv.client.loop.EventLoop;
import org.dynamokv.core.node.Node;
import org.dynamokv.core.node.NodeStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a node's status until it serves, and tells the log what it waits for. */
final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);
  private static final int EVERY_MILLIS = 20;
  private static final int LOG_EVERY_MILLIS = 5_000;

  private final EventLoop loop;
  private final CompletableFuture<Void> member = new CompletableFuture<>();

  // Mutable state of the loop
  private long loggedAtMillis;

  /** Timers run on that loop. */
  Readiness(EventLoop loop) {
    this.loop = loop;
    this.loggedAtMillis = loop.monotonicMillis();
  }

  CompletableFuture<Void> whenMember() {
    return member;
  }

  /** Begins to look. */
  void watch(Node node) {
    switch (node.state()) {
      case MEMBER -> member.complete(null);
      case STOPPED -> node.status().thenAccept(this::giveUp);
      default -> again(node);
    }
  }

  private void giveUp(NodeStatus status) {
    member.completeExceptionally(
        new StartException("this node cannot be a member: " + status.waitingFor()));
  }

  private void again(Node node) {
    try {
      loop.execute(() -> loop.schedule(EVERY_MILLIS, () -> look(node)));
    } catch (RejectedExecutionException e) {
      member.completeExceptionally(new StartException("the node was stopped", e));
    }
  }

  private void look(Node node) {
    watch(node);
    long now = loop.monotonicMillis();
    if (now - loggedAtMillis >= LOG_EVERY_MILLIS) {
      loggedAtMillis = now;
      node.status()
          .thenAccept(s -> log.info("{}: {}, {}", s.me().name(), s.state(), s.waitingFor()));
    }
  }
}
