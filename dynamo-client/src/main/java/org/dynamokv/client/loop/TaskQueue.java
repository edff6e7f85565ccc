package org.dynamokv.client.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded queue with many producers and one consumer: a linked list (Vyukov's). A producer
 * never waits for another. Tasks of one producer keep their order.
 */
final class TaskQueue {
  /*
   * A producer swaps itself in as the newest node, then links the one before to itself. Between the two steps the list
   * is cut there: the consumer sees an empty queue, although later producers may have finished. It sees them all once
   * the cut is mended, and whoever mends it looks after that whether the consumer sleeps.
   */
  private static final VarHandle NEWEST;

  static {
    try {
      NEWEST = MethodHandles.lookup().findVarHandle(TaskQueue.class, "newest", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final class Node {
    private @Nullable Runnable task;
    private volatile @Nullable Node next;

    Node(@Nullable Runnable task) {
      this.task = task;
    }
  }

  // Mutable state: the producers' end, and the consumer's own end, a node whose task was taken
  @SuppressWarnings("UnusedVariable")
  private volatile Node newest;

  private Node taken;

  TaskQueue() {
    taken = new Node(null);
    newest = taken;
  }

  /** Any thread. When it returns, the consumer can see the task, but for a cut (see inside). */
  void add(Runnable task) {
    Node node = new Node(task);
    Node before = (Node) NEWEST.getAndSet(this, node);
    before.next = node;
  }

  /** The oldest task, or null when there is none to be seen. Consumer only. */
  @Nullable Runnable poll() {
    Node node = taken.next;
    if (node == null) {
      return null;
    }
    Runnable task = node.task;
    node.task = null;
    taken = node;
    return task;
  }

  /** Whether {@link #poll} would give nothing. Consumer only. */
  boolean isEmpty() {
    return taken.next == null;
  }
}
