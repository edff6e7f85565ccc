package org.dynamokv.core.coordinator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes asked by one get have said: digests of all, and an object for each distinct
 * digest. Pure.
 */
final class ReadAnswers {
  // Mutable state
  private final Map<NodeId, Bytes> digests = new LinkedHashMap<>();
  private final SortedMap<Bytes, StoredObject> objects = new TreeMap<>();

  ReadAnswers() {
    objects.put(Bytes.EMPTY, StoredObject.EMPTY);
  }

  void add(NodeId node, CopyIs copy) {
    digests.put(node, copy.digest());
    if (copy.object() != null) {
      objects.put(copy.digest(), copy.object());
    }
  }

  void remove(NodeId node) {
    digests.remove(node);
  }

  /** A node whose object is still unknown, or null. */
  @Nullable NodeId unknown() {
    for (Map.Entry<NodeId, Bytes> e : digests.entrySet()) {
      if (!objects.containsKey(e.getValue())) {
        return e.getKey();
      }
    }
    return null;
  }

  /** What all of them know together. */
  StoredObject merged() {
    StoredObject all = StoredObject.EMPTY;
    for (Bytes digest : digests.values()) {
      StoredObject object = objects.get(digest);
      if (object != null) {
        all = all.merge(object);
      }
    }
    return all;
  }

  /** Whether every answer is the same. */
  boolean agree() {
    Bytes first = null;
    for (Bytes digest : digests.values()) {
      if (first != null && !first.equals(digest)) {
        return false;
      }
      first = digest;
    }
    return true;
  }

  /** What a node said last; null when it has not answered. */
  @Nullable Bytes digestOf(NodeId node) {
    return digests.get(node);
  }
}
