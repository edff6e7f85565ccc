package org.dynamokv.core.env;

/** Runs something when a number of things have ended. One thread. */
public final class Countdown {
  private final Runnable then;
  // Mutable state
  private int open;

  /** Waits for {@code open} calls of {@link #one}, at least one. */
  public Countdown(int open, Runnable then) {
    this.open = open;
    this.then = then;
  }

  /** One has ended. */
  public void one() {
    if (--open == 0) {
      then.run();
    }
  }
}
