package org.dynamokv.client.loop;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.dynamokv.core.env.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs tasks one after another, and timers. Tasks of one caller run in the order in
 * which they were given. It sleeps when there is nothing to do, until the next timer; it never
 * spins.
 *
 * <p>The queue has no bound of its own: {@link #backlog} lets callers refuse work in time. A task
 * that throws is logged and reported; the loop goes on.
 */
public final class EventLoop implements Executor, AutoCloseable {
  /** After so many tasks it looks at the timers. */
  private static final int BATCH = 256;

  private static final int CLOSED = Integer.MIN_VALUE;
  private static final long JOIN_MILLIS = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

  private final String name;
  private final Consumer<Throwable> onFailure;
  private final Thread thread;
  private final long originNanos = System.nanoTime();

  // Mutable state: any thread
  private final TaskQueue queue = new TaskQueue();

  /** Tasks given and not yet run; negative once the loop takes no more. */
  private final AtomicInteger backlog = new AtomicInteger();

  /** Whoever makes this false has to wake the thread. */
  private final AtomicBoolean asleep = new AtomicBoolean();

  private volatile boolean closing;

  // Mutable state: the loop's thread
  private final TimerWheel timers = new TimerWheel(0);

  /** A running loop on a daemon thread, which only logs what its tasks throw. */
  public EventLoop(String name) {
    this(name, true, thrown -> {});
  }

  /**
   * A running loop.
   *
   * @param name of the thread, and in every line of its log
   * @param daemon whether the process may end while it runs
   * @param onFailure told of everything that a task throws, on the loop's thread, after it was
   *     logged; a broken invariant can stop the node here
   */
  public EventLoop(String name, boolean daemon, Consumer<Throwable> onFailure) {
    this.name = name;
    this.onFailure = onFailure;
    thread = new Thread(this::run, name);
    thread.setDaemon(daemon);
    thread.start();
  }

  /**
   * Runs a task soon, after those that this caller gave before. Any thread; never blocks.
   *
   * @throws RejectedExecutionException when the loop is closed and the task will not run
   */
  @Override
  public void execute(Runnable task) {
    if (closing && !inLoop()) {
      throw new RejectedExecutionException(name + " is closed");
    }
    if (backlog.getAndIncrement() < 0) {
      backlog.set(CLOSED);
      throw new RejectedExecutionException(name + " is closed");
    }
    queue.add(task);
    wake();
  }

  /** How many tasks wait, about. Any thread. */
  public int backlog() {
    return Math.max(0, backlog.get());
  }

  /**
   * Runs a task on this loop when {@link #monotonicMillis} has grown by the delay, and usually
   * within a millisecond after. Timers that are due at the same time run in the order in which they
   * were made. Loop's thread only. Timers that are left when the loop closes never run.
   *
   * @param delayMillis at least 0
   */
  public Timer schedule(long delayMillis, Runnable task) {
    if (!inLoop()) {
      throw new IllegalStateException(name + ": a timer was made on another thread");
    }
    return timers.add(monotonicMillis() + delayMillis, task);
  }

  /** Milliseconds since this loop was made; never goes back. Any thread. */
  public long monotonicMillis() {
    return (System.nanoTime() - originNanos) / 1_000_000;
  }

  /** Whether the caller is one of this loop's tasks. */
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /**
   * Takes nothing more but from its own tasks, runs what it has, then stops; waits for that, but at
   * most 10 s, and not at all when a task of the loop calls it.
   */
  @Override
  public void close() {
    closing = true;
    wake();
    if (inLoop()) {
      return;
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("{}: closed, but a task still runs", name);
    }
  }

  private void run() {
    // Nothing is lost: the count goes up before a task is in the queue, and down after it ran.
    while (!(closing && backlog.compareAndSet(0, CLOSED))) {
      int ran = runTasks();
      boolean due = timers.advance(monotonicMillis());
      if (due) {
        runTimers();
      } else if (ran == 0) {
        sleep();
      }
    }
  }

  private int runTasks() {
    int ran = 0;
    for (Runnable task; ran < BATCH && (task = queue.poll()) != null; ran++) {
      runOne(task);
    }
    if (ran > 0) {
      backlog.addAndGet(-ran);
    }
    return ran;
  }

  private void runTimers() {
    for (Runnable task; (task = timers.pollDue()) != null; ) {
      runOne(task);
    }
  }

  private void runOne(@Nullable Runnable task) {
    if (task == null) {
      return;
    }
    try {
      task.run();
    } catch (Throwable thrown) {
      report(thrown);
    }
  }

  private void report(Throwable thrown) {
    LOG.error("{}: a task failed", name, thrown);
    try {
      onFailure.accept(thrown);
    } catch (Throwable second) {
      LOG.error("{}: the handler of failures failed", name, second);
    }
  }

  private void sleep() {
    asleep.set(true);
    if (queue.isEmpty() && !closing) {
      park();
    }
    asleep.set(false);
  }

  private void park() {
    long next = timers.next();
    if (next == TimerWheel.NEVER) {
      LockSupport.park(this);
    } else {
      long nanos = TimeUnit.MILLISECONDS.toNanos(next) - (System.nanoTime() - originNanos);
      LockSupport.parkNanos(this, nanos);
    }
    // An interrupt is nobody's business here, and left standing it would keep the thread from
    // sleeping.
    Thread.interrupted();
  }

  private void wake() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }
}
