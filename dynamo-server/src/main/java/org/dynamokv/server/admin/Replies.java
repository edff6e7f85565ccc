package org.dynamokv.server.admin;

import java.nio.ByteBuffer;
import org.dynamokv.core.message.Message.AdminReply;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes an answer of the API as HTTP. */
final class Replies {
  private Replies() {}

  static void send(Response response, Callback callback, AdminReply reply) {
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (reply.status() == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
    }
    response.write(true, ByteBuffer.wrap(reply.json().array()), callback);
  }

  static void send(Response response, Callback callback, ErrorJson error) {
    send(response, callback, AdminApi.error(error));
  }
}
