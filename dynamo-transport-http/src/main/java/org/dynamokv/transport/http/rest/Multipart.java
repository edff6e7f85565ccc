package org.dynamokv.transport.http.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dynamokv.core.store.Version;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * {@code multipart/mixed}: one part a sibling, newest first, each with its own headers.
 *
 * @param boundary 128 random bits, so that no value contains it
 */
record Multipart(String boundary) {
  String contentType() {
    return "multipart/mixed; boundary=\"" + boundary + '"';
  }

  byte[] write(List<Version> versions) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Version version : versions) {
      text(out, "--" + boundary + "\r\n");
      for (HttpField field : headers(version)) {
        text(out, field.getName() + ": " + field.getValue() + "\r\n");
      }
      text(out, "\r\n");
      out.writeBytes(version.content().value().array());
      text(out, "\r\n");
    }
    text(out, "--" + boundary + "--\r\n");
    return out.toByteArray();
  }

  private static HttpFields headers(Version version) {
    HttpFields.Mutable headers = HttpFields.build();
    ContentHeaders.add(headers, version.content());
    headers.put(HttpHeader.ETAG, EntityTag.of(List.of(version)));
    headers.putDate(HttpHeader.LAST_MODIFIED, version.modifiedMillis());
    headers.put(HttpHeader.CONTENT_LENGTH, version.content().value().length());
    return headers;
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
