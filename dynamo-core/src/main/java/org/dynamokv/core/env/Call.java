package org.dynamokv.core.env;

import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;

/** Where the end of a call goes: exactly one of the two, once, on the shard that called. */
public interface Call {
  /** Why no reply came. */
  enum Failure {
    /** The request certainly did not leave this process, or was refused before it ran. */
    NOT_SENT,
    /** The connection ended: it may have run. */
    LINK_DOWN,
    /** Time ran out: it may have run, or may yet. */
    TIMED_OUT;

    /** Whether the request certainly did not run. */
    public boolean surelyNotRun() {
      return this == NOT_SENT;
    }
  }

  /**
   * Nothing was heard for the time of {@link Patience#slowMillis}; the end comes later. At most
   * once.
   */
  default void slow() {}

  /** The reply. */
  void replied(Header header, Message reply);

  /** There will be none. */
  void failed(Failure why);
}
