package org.dynamokv.core.version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that is known under one key: the siblings and the causal history of all of them. Immutable;
 * siblings are sorted by dot, so equal knowledge has equal bytes.
 *
 * @param siblings none of them covers another; each one's dot is covered by the vector
 * @param vector everything that was ever seen under this key
 */
public record StoredObject(List<Sibling> siblings, VersionVector vector) {
  /** Nothing was ever seen. */
  public static final StoredObject EMPTY = new StoredObject(List.of(), VersionVector.EMPTY);

  /** Copies; asserts canonical order and that the vector covers every dot. */
  public StoredObject {
    siblings = List.copyOf(siblings);
    for (int i = 0; i < siblings.size(); i++) {
      Dot dot = siblings.get(i).dot();
      if (!vector.covers(dot) || i > 0 && siblings.get(i - 1).dot().compareTo(dot) >= 0) {
        throw new IllegalArgumentException("siblings are not canonical: " + dot);
      }
    }
  }

  /** Whether nothing was ever seen. */
  public boolean isEmpty() {
    return vector.isEmpty();
  }

  /**
   * What both know. A sibling stays if both have it, or if the other's history does not cover it.
   * Commutative, associative, idempotent.
   */
  public StoredObject merge(StoredObject other) {
    if (this == other || other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    List<Sibling> out = new ArrayList<>(siblings.size() + other.siblings.size());
    int i = 0;
    int j = 0;
    while (i < siblings.size() || j < other.siblings.size()) {
      int order = orderAt(i, other, j);
      if (order == 0) {
        out.add(siblings.get(i++));
        j++;
      } else if (order < 0) {
        keepUnseen(siblings.get(i++), other.vector, out);
      } else {
        keepUnseen(other.siblings.get(j++), vector, out);
      }
    }
    return new StoredObject(out, vector.join(other.vector));
  }

  private static void keepUnseen(Sibling sibling, VersionVector seen, List<Sibling> out) {
    if (!seen.covers(sibling.dot())) {
      out.add(sibling);
    }
  }

  private int orderAt(int i, StoredObject other, int j) {
    if (i == siblings.size()) {
      return 1;
    }
    return j == other.siblings.size()
        ? -1
        : siblings.get(i).dot().compareTo(other.siblings.get(j).dot());
  }

  /** The siblings that a reader at that wall clock sees, newest first, ties by the higher dot. */
  public List<Sibling> live(long wallMillis) {
    if (siblings.size() == 1) {
      return siblings.get(0).isDead(wallMillis) ? List.of() : siblings;
    }
    return siblings.stream()
        .filter(s -> !s.isDead(wallMillis))
        .sorted(
            Comparator.comparingLong(Sibling::modifiedMillis)
                .thenComparing(Sibling::dot)
                .reversed())
        .toList();
  }
}
