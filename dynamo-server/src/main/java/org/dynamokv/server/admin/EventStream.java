package org.dynamokv.server.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One browser that listens to server-sent events. A browser that reads too slowly misses events,
 * never the last one of a kind: one write is under way at most, and one event of each kind waits.
 * Any thread may send; nothing blocks.
 */
final class EventStream {
  private final Response response;
  private final Callback done;
  private final Consumer<EventStream> gone;

  // Mutable state, guarded by this
  private final Map<String, byte[]> waiting = new LinkedHashMap<>();
  private boolean writing;
  private boolean closed;

  /** A stream over an open response; {@code gone} is told when the browser has left. */
  EventStream(Response response, Callback done, Consumer<EventStream> gone) {
    this.response = response;
    this.done = done;
    this.gone = gone;
  }

  void send(String event, byte[] json) {
    synchronized (this) {
      if (closed) {
        return;
      }
      waiting.put(event, json);
      if (writing) {
        return;
      }
      writing = true;
    }
    writeNext();
  }

  /** Ends the stream after what is being written. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.clear();
      if (writing) {
        return;
      }
      writing = true;
    }
    response.write(true, null, done);
  }

  private void writeNext() {
    ByteBuffer next;
    synchronized (this) {
      next = take();
      writing = next != null || closed;
      if (!writing) {
        return;
      }
    }
    if (next == null) {
      response.write(true, null, done);
    } else {
      response.write(false, next, Callback.from(this::writeNext, this::failed));
    }
  }

  private @Nullable ByteBuffer take() {
    var first = waiting.entrySet().iterator();
    if (!first.hasNext()) {
      return null;
    }
    Map.Entry<String, byte[]> entry = first.next();
    first.remove();
    String event = "event: " + entry.getKey() + "\ndata: ";
    String json = new String(entry.getValue(), StandardCharsets.UTF_8);
    return StandardCharsets.UTF_8.encode(event + json + "\n\n");
  }

  private void failed(Throwable why) {
    synchronized (this) {
      closed = true;
      waiting.clear();
    }
    gone.accept(this);
    done.failed(why);
  }
}
