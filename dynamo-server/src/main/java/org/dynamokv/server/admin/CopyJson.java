package org.dynamokv.server.admin;

import java.util.Base64;
import java.util.List;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/local/{bucket}/{key}}: one node's copy of a key, with its values. */
record CopyJson(List<EventJson> vector, List<Value> siblings) {
  /**
   * One of the values.
   *
   * @param modified ms since 1970
   * @param contentType null for a tombstone
   * @param value in base64; null for a tombstone
   */
  record Value(
      EventJson dot,
      boolean tombstone,
      long modified,
      @Nullable String contentType,
      @Nullable String value) {
    static Value of(Sibling s) {
      Content content = s.content();
      return content == null
          ? new Value(EventJson.of(s.dot()), true, s.modifiedMillis(), null, null)
          : new Value(
              EventJson.of(s.dot()),
              false,
              s.modifiedMillis(),
              content.contentType(),
              Base64.getEncoder().encodeToString(content.value().array()));
    }
  }

  static CopyJson of(StoredObject object) {
    return new CopyJson(
        EventJson.of(object.vector()), object.siblings().stream().map(Value::of).toList());
  }
}
