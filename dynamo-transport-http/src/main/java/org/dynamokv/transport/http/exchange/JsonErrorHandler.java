package org.dynamokv.transport.http.exchange;

import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses (a malformed head, too long a request line), in JSON as all errors. */
public final class JsonErrorHandler implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String message = HttpStatus.getMessage(response.getStatus());
    String error = message.toLowerCase(Locale.ROOT).replace(' ', '-');
    ErrorReply.of(response.getStatus(), error, message).writeTo(response, callback);
    return true;
  }
}
