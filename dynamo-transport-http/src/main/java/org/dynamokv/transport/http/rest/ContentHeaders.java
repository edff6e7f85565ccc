package org.dynamokv.transport.http.rest;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Limits;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** A content's type and metadata as headers, both ways. */
final class ContentHeaders {
  private static final String META = "x-dynamo-meta-";

  private ContentHeaders() {}

  /**
   * A content of that body with what the headers say of it. Metadata names are kept in lower case,
   * since case means nothing in header names; a name given twice is joined by a comma, as HTTP
   * says.
   */
  static Content read(HttpFields headers, byte[] body) {
    SortedMap<String, String> meta = new TreeMap<>();
    for (HttpField field : headers) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      if (name.startsWith(META) && name.length() > META.length()) {
        String text = field.getValue() == null ? "" : HeaderText.decode(name, field.getValue());
        meta.merge(name.substring(META.length()), text, (a, b) -> a + ", " + b);
      }
    }
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    String known = type == null ? Content.OCTETS : HeaderText.decode("Content-Type", type);
    Content content = new Content(Bytes.wrap(body), known, meta);
    Limits.check("meta-too-large", "the metadata", content.metaBytes(), Limits.META_BYTES);
    return content;
  }

  /** Adds type and metadata; a name from another door that no header can have stays out. */
  static void add(HttpFields.Mutable headers, Content content) {
    headers.put(HttpHeader.CONTENT_TYPE, HeaderText.encode(content.contentType()));
    content
        .meta()
        .forEach(
            (name, text) -> {
              if (HeaderText.isName(name)) {
                headers.put("X-Dynamo-Meta-" + name, HeaderText.encode(text));
              }
            });
  }
}
