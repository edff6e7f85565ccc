package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * What all clients did, and what stood on all disks: finds violations as they happen. Each write
 * has a number, which its value carries; a delete carries it in its time to live, so that its
 * tombstone can be told on a disk.
 */
final class History {
  private static final int TAG_SHIFT = 42;

  // Mutable state
  private final SortedMap<Key, KeyHistory> keys = new TreeMap<>();
  private final SortedMap<Dot, Integer> writeOfDot = new TreeMap<>();
  private final SortedMap<Integer, Dot> dotOfWrite = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private int lastId;

  /** What was found wrong so far. */
  List<String> violations() {
    return Collections.unmodifiableList(violations);
  }

  void violated(String what) {
    violations.add(what);
  }

  KeyHistory of(Key key) {
    return keys.computeIfAbsent(key, k -> new KeyHistory());
  }

  SortedMap<Key, KeyHistory> keys() {
    return keys;
  }

  KeyHistory.Write begin(Key key, boolean delete, @Nullable BitSet past, long now) {
    return of(key).begin(++lastId, delete, past, now);
  }

  static Content contentOf(int id) {
    return Content.of(Bytes.utf8("w" + id));
  }

  /** A time to live of centuries that names a delete. */
  static long ttlOf(int id) {
    return (long) id << TAG_SHIFT;
  }

  static BitSet shownIn(Reading reading) {
    BitSet shown = new BitSet();
    reading.versions().stream().map(Version::content).forEach(c -> shown.set(idOf(c)));
    return shown;
  }

  private static int idOf(Content content) {
    return Integer.parseInt(content.value().asUtf8().substring(1));
  }

  private static int idOf(Sibling s) {
    Content content = s.content();
    return content == null ? (int) (s.expiresMillis() >> TAG_SHIFT) : idOf(content);
  }

  /** An answer that a client was given. */
  void answered(Key key, Reading reading, long begunAt, int askedOf, int n) {
    BitSet shown = shownIn(reading);
    if (shown.cardinality() != reading.versions().size()) {
      violated("a value is shown twice: " + reading.versions());
    }
    of(key).wrongIn(shown, begunAt, askedOf, n).forEach(this::violated);
  }

  /**
   * A write was acknowledged: as many disks as it needed must have it by now. A delete without a
   * context that finds nothing writes nothing.
   */
  void acked(Key key, KeyHistory.Write write, int copiesNeeded) {
    int copies = of(key).copies(write);
    boolean foundNothing = write.past == null && write.durableAt.isEmpty();
    if (copies < copiesNeeded && !foundNothing) {
      violated("acknowledged with %d copies of %d: %s".formatted(copies, copiesNeeded, write));
    }
  }

  /** A copy became durable somewhere. */
  void stored(String host, Slot slot, StoredObject before, StoredObject after) {
    if (!after.vector().includes(before.vector())) {
      violated(host + " forgot a part of a history: " + before.vector() + ", " + after.vector());
    }
    after.siblings().forEach(s -> stored(host, slot.key(), s));
  }

  private void stored(String host, Key key, Sibling sibling) {
    int id = idOf(sibling);
    KeyHistory.Write write = of(key).find(id);
    Integer other = writeOfDot.putIfAbsent(sibling.dot(), id);
    Dot otherDot = dotOfWrite.putIfAbsent(id, sibling.dot());
    if (write == null) {
      violated(host + " stores what nobody wrote there: " + id);
    } else if (other != null && other != id) {
      violated("the dot " + sibling.dot() + " names the writes " + other + " and " + id);
    } else if (otherDot != null && !otherDot.equals(sibling.dot())) {
      violated("the write " + id + " ran twice: " + otherDot + ", " + sibling.dot());
    } else {
      write.durableAt.add(host);
    }
  }

  /** A disk is gone: what was not acknowledged and stood there may be gone with it. */
  void lostDisk(String host) {
    for (KeyHistory key : keys.values()) {
      key.writes().stream()
          .filter(w -> w.durableAt.contains(host))
          .forEach(w -> w.mayBeLost = true);
    }
  }

  /** Compares a key's last answer and its copies with what clients did. */
  void checkTheEnd(Key key, Reading reading, Map<String, StoredObject> copies) {
    of(key).wrongAtTheEnd(shownIn(reading)).forEach(this::violated);
    if (copies.values().stream().distinct().count() > 1) {
      violated("the owners' copies differ: " + copies);
    }
  }
}
