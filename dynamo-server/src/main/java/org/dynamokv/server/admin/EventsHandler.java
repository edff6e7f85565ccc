package org.dynamokv.server.admin;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /api/events}: keeps the response open and hands it to the feed. */
final class EventsHandler extends Handler.Abstract.NonBlocking {
  static final String PATH = "/api/events";

  private static final int RETRY_SECONDS = 5;

  private final LiveFeed feed;

  EventsHandler(LiveFeed feed) {
    this.feed = feed;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!request.getHttpURI().getPath().equals(PATH)) {
      return false;
    }
    if (!request.getMethod().equals("GET")) {
      Replies.send(response, callback, ErrorJson.wrongMethod(request.getMethod()));
      return true;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (!feed.add(new EventStream(response, callback, feed::remove))) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
      Replies.send(response, callback, ErrorJson.tooManyListeners());
    }
    return true;
  }
}
