package org.dynamokv.core.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.value.NodeId;

/**
 * Lets a put request run at most once (DATA-MODEL, flaw 4): remembers which request ids of each
 * sender have run. Exact within a window; what is older than the window is dropped, never run, so a
 * duplicate cannot outlive its memory. One thread.
 */
final class OnceWindow {
  /** How far behind a sender's highest id one of its requests may arrive. */
  static final int WINDOW = 1 << 16;

  /**
   * Senders that are remembered; past it, the one silent for longest goes, if it has been silent
   * long enough.
   */
  static final int MAX_SENDERS = 4096;

  private record Sender(NodeId id, long start, int lane) {}

  private static final class Seen {
    final long[] bits = new long[WINDOW / 64];
    long highest;
    long lastMillis;
  }

  private final long quietMillis;
  // Mutable state: least recently heard first
  private final Map<Sender, Seen> senders = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Empty.
   *
   * @param quietMillis no message of a sender can still arrive that long after it was sent
   */
  OnceWindow(long quietMillis) {
    this.quietMillis = quietMillis;
  }

  /** What to do with a request. */
  enum Verdict {
    /** It is new: run it. */
    RUN,
    /**
     * It has run, or might have: drop it without an answer, which could contradict the first one's.
     */
    DROP,
    /** Too many senders at once: it does not run now, but may when it arrives again. */
    FULL
  }

  /**
   * Decides, and remembers that it runs. Each shard of a node is a sender of its own: their ids
   * ascend at different speeds.
   */
  Verdict arrived(Header put, long nowMillis) {
    Sender who = new Sender(put.from(), put.fromStart(), Rpc.laneOf(put.id()));
    long sequence = Rpc.sequenceOf(put.id());
    Seen seen = senders.get(who);
    if (seen == null) {
      if (!makeRoom(nowMillis)) {
        return Verdict.FULL;
      }
      seen = new Seen();
      seen.highest = Math.max(0, sequence - 1);
      senders.put(who, seen);
    }
    seen.lastMillis = nowMillis;
    return isNew(seen, sequence) ? Verdict.RUN : Verdict.DROP;
  }

  private boolean makeRoom(long nowMillis) {
    if (senders.size() < MAX_SENDERS) {
      return true;
    }
    Map.Entry<Sender, Seen> eldest = senders.entrySet().iterator().next();
    if (nowMillis - eldest.getValue().lastMillis < quietMillis) {
      return false;
    }
    senders.remove(eldest.getKey());
    return true;
  }

  private static boolean isNew(Seen seen, long sequence) {
    if (sequence <= seen.highest - WINDOW) {
      return false;
    }
    forgetUpTo(seen, sequence);
    int word = (int) (sequence % WINDOW / 64);
    long bit = 1L << sequence % 64;
    boolean fresh = (seen.bits[word] & bit) == 0;
    seen.bits[word] |= bit;
    return fresh;
  }

  /** The window moves up: the places of ids that fall out of it serve new ones. */
  private static void forgetUpTo(Seen seen, long sequence) {
    long from = Math.max(seen.highest + 1, sequence - WINDOW + 1);
    for (long i = from; i <= sequence; i++) {
      seen.bits[(int) (i % WINDOW / 64)] &= ~(1L << i % 64);
    }
    seen.highest = Math.max(seen.highest, sequence);
  }
}
