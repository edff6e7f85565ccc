package org.dynamokv.transport.http.rest;

import java.util.List;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.transport.http.exchange.ErrorReply;
import org.dynamokv.transport.http.exchange.Reply;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What a read found, or a write did, as an answer: 200, 204, 300, 304 or 404. */
final class ObjectReply {
  private ObjectReply() {}

  /** 200 with the value, 300 with the siblings, or 404. */
  static Reply of(Reading seen, HttpFields asked) {
    if (!seen.isFound()) {
      return notFound(seen);
    }
    HttpFields.Mutable headers = headers(seen.versions(), seen.context(), seen.strict());
    if (seen.versions().size() > 1) {
      return Siblings.reply(seen, headers, asked);
    }
    Version only = seen.versions().get(0);
    ContentHeaders.add(headers, only.content());
    return new Reply(200, headers.asImmutable(), only.content().value().array());
  }

  /** 204, or the object when the store shows one. */
  static Reply of(Written written, HttpFields asked) {
    Reading object = written.object();
    if (object != null && object.isFound()) {
      return of(object, asked);
    }
    HttpFields.Mutable headers = headers(List.of(), written.context(), written.strict());
    return Reply.empty(204, headers.asImmutable());
  }

  static Reply notModified(Reading seen) {
    HttpFields.Mutable headers = headers(seen.versions(), seen.context(), seen.strict());
    return Reply.empty(304, headers.asImmutable());
  }

  private static Reply notFound(Reading seen) {
    HttpFields.Mutable headers = headers(List.of(), seen.context(), seen.strict());
    Reply error = ErrorReply.of(404, "not-found", "there is no value under this key");
    return new Reply(404, headers.add(error.headers()).asImmutable(), error.body());
  }

  private static HttpFields.Mutable headers(List<Version> versions, Bytes context, boolean strict) {
    HttpFields.Mutable headers = HttpFields.build();
    ContextHeader.add(headers, context);
    headers.put("X-Dynamo-Quorum", strict ? "strict" : "sloppy");
    if (!versions.isEmpty()) {
      headers.put(HttpHeader.ETAG, EntityTag.of(versions));
      headers.putDate(HttpHeader.LAST_MODIFIED, versions.get(0).modifiedMillis());
    }
    return headers;
  }
}
