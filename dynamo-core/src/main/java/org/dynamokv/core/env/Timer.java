package org.dynamokv.core.env;

/** A task that will run later on its shard, unless it is cancelled first. */
public interface Timer {
  /**
   * Makes sure that it does not run any more; no effect when it has. Only from the shard's own
   * thread.
   */
  void cancel();
}
