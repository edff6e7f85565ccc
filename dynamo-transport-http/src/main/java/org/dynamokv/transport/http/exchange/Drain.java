package org.dynamokv.transport.http.exchange;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Throws away what is left of a body after the answer went out. Closing at once would make the
 * kernel reset the connection, and a client that still sends would never see the answer.
 */
final class Drain implements Runnable {
  /** More than this is not worth a polite answer; the connection closes. */
  private static final long MOST_BYTES = 64L << 20;

  private final Request request;
  private final Callback done;

  // Mutable state: one thread at a time, handed on by the request
  private long left = MOST_BYTES;

  private Drain(Request request, Callback done) {
    this.request = request;
    this.done = done;
  }

  static void rest(Request request, Callback done) {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      done.succeeded(); // it waits for our word before it sends: there is nothing to drain
    } else {
      new Drain(request, done).run();
    }
  }

  @Override
  public void run() {
    while (left > 0) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        break;
      }
      left -= chunk.remaining();
      chunk.release();
      if (chunk.isLast()) {
        break;
      }
    }
    done.succeeded();
  }
}
