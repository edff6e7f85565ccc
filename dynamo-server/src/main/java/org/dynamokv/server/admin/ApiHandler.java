package org.dynamokv.server.admin;

import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.transport.http.exchange.RawPath;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts {@link AdminApi} behind HTTP: every path under {@code /api}. HEAD asks as GET. */
final class ApiHandler extends Handler.Abstract.NonBlocking {

  private final AdminApi api;

  ApiHandler(AdminApi api) {
    this.api = api;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = RawPath.of(request);
    if (!path.startsWith("/api/")) {
      return false;
    }
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    api.answer(new AdminRequest(method, path, Bytes.EMPTY))
        .thenAccept(reply -> Replies.send(response, callback, reply));
    return true;
  }
}
