package org.dynamokv.core.value;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a client stores: opaque bytes, their type, and the client's own metadata.
 *
 * @param value the bytes; never interpreted
 * @param contentType a MIME type, as the client gave it
 * @param meta the client's names and values, unmodifiable and sorted
 */
public record Content(Bytes value, String contentType, SortedMap<String, String> meta) {
  /** The type of a value that came without one. */
  public static final String OCTETS = "application/octet-stream";

  /** Copies the metadata. */
  public Content {
    meta =
        meta.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(meta));
  }

  /** Plain bytes without type or metadata. */
  public static Content of(Bytes value) {
    return new Content(value, OCTETS, Collections.emptySortedMap());
  }

  /** Bytes of type and metadata together, about. */
  public int metaBytes() {
    int sum = contentType.length();
    for (var e : meta.entrySet()) {
      sum += e.getKey().length() + e.getValue().length();
    }
    return sum;
  }
}
