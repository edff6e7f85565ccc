package org.dynamokv.server.admin;

import java.util.List;
import org.dynamokv.core.node.Explanation;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/explain/{bucket}/{key}}: where a key lives and what each node holds, without
 * values. Bucket and key are shown as UTF-8.
 */
record ExplainJson(
    String bucket,
    String key,
    String token,
    int partition,
    long epoch,
    List<String> preferenceList,
    List<Replica> replicas) {
  /** One node's part; vector and siblings are empty where it holds nothing or was not reached. */
  record Replica(
      String id,
      String role,
      boolean reachable,
      List<EventJson> vector,
      List<Brief> siblings,
      @Nullable String hintFor) {
    static Replica of(Explanation.Replica r) {
      StoredObject object = r.object() == null ? StoredObject.EMPTY : r.object();
      return new Replica(
          r.node().toString(),
          r.role(),
          r.reachable(),
          EventJson.of(object.vector()),
          object.siblings().stream().map(Brief::of).toList(),
          r.hintFor() == null ? null : r.hintFor().toString());
    }
  }

  /**
   * A sibling without its value.
   *
   * @param modified ms since 1970
   * @param contentType null for a tombstone
   * @param bytes how long the value is
   */
  record Brief(
      EventJson dot, boolean tombstone, long modified, @Nullable String contentType, int bytes) {
    static Brief of(Sibling s) {
      Content content = s.content();
      EventJson dot = EventJson.of(s.dot());
      return content == null
          ? new Brief(dot, true, s.modifiedMillis(), null, 0)
          : new Brief(
              dot, false, s.modifiedMillis(), content.contentType(), content.value().length());
    }
  }

  static ExplainJson of(Explanation e) {
    return new ExplainJson(
        e.key().bucket().asUtf8(),
        e.key().key().asUtf8(),
        e.token().toHex(),
        e.partition(),
        e.epoch(),
        e.preferenceList().stream().map(NodeId::toString).toList(),
        e.replicas().stream().map(Replica::of).toList());
  }
}
