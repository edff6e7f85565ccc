package org.dynamokv.transport.http.exchange;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what no handler took: 404 in JSON. */
public final class FallbackHandler extends Handler.Abstract.NonBlocking {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ErrorReply.of(404, "not-found", "there is nothing at this path").writeTo(response, callback);
    return true;
  }
}
