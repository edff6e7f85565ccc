package org.dynamokv.client;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.message.Message.GetReply;
import org.dynamokv.core.message.Message.GetRequest;
import org.dynamokv.core.message.Message.PutReply;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks, of whom.
 *
 * @param name for messages to people
 * @param repeatable whether it may run twice
 * @param message what to send to a node that has that many milliseconds
 * @param route whom to ask, best first, by a ring; null without one when none is needed
 * @param needsRing whether to wait for a ring first
 * @param reader what the caller gets of a reply; null when it is of the wrong kind
 */
record Errand<T>(
    String name,
    boolean repeatable,
    IntFunction<Message> message,
    Function<@Nullable Ring, Iterator<Target>> route,
    boolean needsRing,
    Function<Message, @Nullable T> reader) {

  static Errand<Reading> get(Key key, RequestOptions options, Router router) {
    return new Errand<>(
        "get",
        true,
        millis -> new GetRequest(key, within(options, millis), 0),
        ring -> router.route(known(ring), key, false),
        true,
        reply -> reply instanceof GetReply r ? r.reading() : null);
  }

  static Errand<Written> put(Put put, RequestOptions options, Router router) {
    return new Errand<>(
        put.isDelete() ? "delete" : "put",
        false,
        millis -> new PutRequest(put, within(options, millis), 0),
        ring -> router.route(known(ring), put.key(), true),
        true,
        reply -> reply instanceof PutReply r ? r.written() : null);
  }

  static Errand<AdminReply> admin(List<Endpoint> nodes, String method, String path, Bytes body) {
    return new Errand<>(
        method + " " + path,
        method.equals("GET"),
        millis -> new AdminRequest(method, path, body),
        ring -> nodes.stream().map(Target::of).iterator(),
        false,
        reply -> reply instanceof AdminReply r ? r : null);
  }

  private static Ring known(@Nullable Ring ring) {
    if (ring == null) {
      throw new IllegalStateException("a request began without a ring");
    }
    return ring;
  }

  private static RequestOptions within(RequestOptions o, int millis) {
    return new RequestOptions(o.r(), o.w(), Math.max(1, millis), o.consistency());
  }
}
