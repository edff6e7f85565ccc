package org.dynamokv.client.loop;

import org.dynamokv.core.env.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Timers by time: insert and cancel in constant time, and the next moment at which anything has to
 * be done is found without looking at timers. Resolution 1 ms. One thread; knows no clock.
 */
final class TimerWheel {
  /*
   * Seven wheels of 64 slots, a slot of a wheel as long as the whole wheel below it: 1 ms, 64 ms, 4 s, 4 min and so on,
   * 139 years in all. A timer goes where its time first differs from the present, seen as a number of six-bit digits.
   * When the present reaches its slot, it moves down to the wheel that it belongs to now. A bit per slot tells the used
   * ones, so the next used slot is a matter of a few instructions and empty ones are never visited.
   */
  private static final int DIGIT = 6;
  private static final int SLOTS = 1 << DIGIT;
  private static final int LEVELS = 7;
  private static final long LONGEST_MILLIS = 1L << 40;

  /** What {@link #next} says when there is no timer. */
  static final long NEVER = Long.MAX_VALUE;

  // Mutable state
  private final @Nullable Slot[] slots = new Slot[LEVELS * SLOTS];
  private final long[] used = new long[LEVELS];
  private final Slot due = new Slot(-1, 0);
  private long present;

  /** Timers of one slot, or those that are due, in the order in which they came. */
  private static final class Slot {
    private final int level;
    private final int index;
    private @Nullable Entry first;
    private @Nullable Entry last;

    Slot(int level, int index) {
      this.level = level;
      this.index = index;
    }
  }

  private final class Entry implements Timer {
    private final long at;
    private @Nullable Runnable task;
    private @Nullable Slot slot;
    private @Nullable Entry before;
    private @Nullable Entry after;

    Entry(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    @Override
    public void cancel() {
      task = null;
      if (slot != null) {
        unlink(slot, this);
      }
    }
  }

  /** A wheel whose present is that time, ms, not negative. */
  TimerWheel(long nowMillis) {
    present = nowMillis;
  }

  /** A timer for that time; one in the past is due at once. */
  Timer add(long atMillis, Runnable task) {
    long at = Math.min(Math.max(atMillis, present), present + LONGEST_MILLIS);
    Entry entry = new Entry(at, task);
    place(entry);
    return entry;
  }

  /** When {@link #advance} next has something to do, or {@link #NEVER}. */
  long next() {
    for (int level = 0; level < LEVELS; level++) {
      long later = used[level] & -1L << digit(present, level);
      if (later != 0) {
        int shift = level * DIGIT;
        long above = present >>> shift + DIGIT << shift + DIGIT;
        return above | (long) Long.numberOfTrailingZeros(later) << shift;
      }
    }
    return NEVER;
  }

  /** Makes that the present, moves what is due out of the slots, and says whether anything is. */
  boolean advance(long nowMillis) {
    for (long next = next(); next <= nowMillis; next = next()) {
      present = next;
      for (int level = LEVELS - 1; level >= 0; level--) {
        empty(level);
      }
    }
    present = Math.max(present, nowMillis);
    return due.first != null;
  }

  /** Takes the oldest due timer's task, or null when no timer is due. */
  @Nullable Runnable pollDue() {
    Entry entry = due.first;
    if (entry == null) {
      return null;
    }
    unlink(due, entry);
    return entry.task;
  }

  private static int digit(long time, int level) {
    return (int) (time >>> level * DIGIT) & SLOTS - 1;
  }

  private void place(Entry entry) {
    int highestBit = 63 - Long.numberOfLeadingZeros((entry.at ^ present) | 1);
    int level = highestBit / DIGIT;
    link(slot(level, digit(entry.at, level)), entry);
  }

  private Slot slot(int level, int index) {
    Slot slot = slots[level * SLOTS + index];
    if (slot == null) {
      slot = new Slot(level, index);
      slots[level * SLOTS + index] = slot;
    }
    return slot;
  }

  /** The present has reached this level's slot: what is there is due, or belongs further down. */
  private void empty(int level) {
    Slot slot = slots[level * SLOTS + digit(present, level)];
    while (slot != null && slot.first != null) {
      Entry entry = slot.first;
      unlink(slot, entry);
      if (entry.at <= present) {
        link(due, entry);
      } else {
        place(entry);
      }
    }
  }

  private void link(Slot slot, Entry entry) {
    entry.slot = slot;
    entry.before = slot.last;
    if (slot.last == null) {
      slot.first = entry;
      mark(slot, true);
    } else {
      slot.last.after = entry;
    }
    slot.last = entry;
  }

  private void unlink(Slot slot, Entry entry) {
    if (entry.before == null) {
      slot.first = entry.after;
    } else {
      entry.before.after = entry.after;
    }
    if (entry.after == null) {
      slot.last = entry.before;
    } else {
      entry.after.before = entry.before;
    }
    entry.slot = null;
    entry.before = null;
    entry.after = null;
    if (slot.first == null) {
      mark(slot, false);
    }
  }

  private void mark(Slot slot, boolean isUsed) {
    if (slot.level < 0) {
      return;
    }
    long bit = 1L << slot.index;
    used[slot.level] = isUsed ? used[slot.level] | bit : used[slot.level] & ~bit;
  }
}
