package org.dynamokv.transport.http.rest;

import java.util.List;
import org.dynamokv.core.store.Reading;
import org.dynamokv.transport.http.exchange.Reply;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Several siblings in one answer: 300, as the client prefers, multipart unless it asks for JSON.
 */
final class Siblings {
  private Siblings() {}

  static Reply reply(Reading seen, HttpFields.Mutable headers, HttpFields asked) {
    headers.put(HttpHeader.VARY, "Accept");
    if (prefersJson(asked.getQualityCSV(HttpHeader.ACCEPT))) {
      headers.put(HttpHeader.CONTENT_TYPE, "application/json");
      return new Reply(300, headers.asImmutable(), SiblingsJson.write(seen));
    }
    Multipart multipart = new Multipart(ServerKey.next());
    headers.put(HttpHeader.CONTENT_TYPE, multipart.contentType());
    return new Reply(300, headers.asImmutable(), multipart.write(seen.versions()));
  }

  /** The list is sorted by preference; the first that we can make decides. */
  private static boolean prefersJson(List<String> accepted) {
    for (String range : accepted) {
      String type = range.split(";", 2)[0].trim();
      if (type.equalsIgnoreCase("application/json")) {
        return true;
      }
      if (type.equals("*/*") || type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/")) {
        return false;
      }
    }
    return false;
  }
}
