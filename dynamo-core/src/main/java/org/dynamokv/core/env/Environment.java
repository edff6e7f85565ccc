package org.dynamokv.core.env;

import java.util.random.RandomGenerator;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;

/**
 * All that a shard may touch. A shard is a single-threaded state machine: everything in it runs on
 * one thread (or in simulated time), so nothing in core locks. Only {@link #execute}, {@link
 * #backlog} and the clocks may be called from other threads.
 */
public interface Environment {
  /** Monotonic time, ms from any origin. For time-outs and deadlines. */
  long monotonicMillis();

  /** Monotonic time, ns from any origin. For measuring how long something took. */
  long monotonicNanos();

  /** Wall clock, ms since 1970. Shown to users, never used for causality. */
  long wallMillis();

  /** The source of all randomness. */
  RandomGenerator random();

  /** Runs a task on this shard after a delay of at least 0 ms. */
  Timer schedule(long delayMillis, Runnable task);

  /** Runs a task on this shard soon, after those that were given before. Any thread. */
  void execute(Runnable task);

  /** How many tasks wait to be run, about. Any thread. */
  int backlog();

  /**
   * Sends a frame through the transport: best effort, see {@link
   * org.dynamokv.core.spi.Transport#send}.
   */
  void send(Endpoint to, Frame frame);

  /** This node's storage. */
  Storage storage();
}
