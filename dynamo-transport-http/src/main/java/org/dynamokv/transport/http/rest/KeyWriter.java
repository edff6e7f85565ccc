package org.dynamokv.transport.http.rest;

import java.util.concurrent.CompletionStage;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.Written;
import org.dynamokv.transport.http.exchange.Exchange;
import org.dynamokv.transport.http.exchange.Reply;
import org.eclipse.jetty.http.HttpHeader;

/** PUT and DELETE of a key, and POST of a value without one. */
final class KeyWriter {
  private final Store store;
  private final int valueBytes;

  KeyWriter(Store store, int valueBytes) {
    this.store = store;
    this.valueBytes = valueBytes;
  }

  CompletionStage<Reply> put(Exchange exchange, RestCall call) {
    // Headers are judged before the body comes: why carry 16 MiB to hear of a bad context?
    call.put(new byte[0]);
    return exchange
        .body(valueBytes)
        .thenCompose(body -> write(exchange, call, call.put(body)))
        .thenApply(written -> ObjectReply.of(written, call.headers()));
  }

  CompletionStage<Reply> create(Exchange exchange, RestCall call, String location) {
    return put(exchange, call)
        .thenApply(
            done ->
                new Reply(201, done.headers(), done.body()).with(HttpHeader.LOCATION, location));
  }

  CompletionStage<Reply> delete(Exchange exchange, RestCall call) {
    return write(exchange, call, call.delete())
        .thenApply(done -> ObjectReply.of(done, call.headers()));
  }

  /**
   * Writes, after a read where the request sets conditions. The condition is as strong as a quorum
   * read can be: of two writers at once both may pass, and then both values stand as siblings.
   */
  private CompletionStage<Written> write(Exchange exchange, RestCall call, Put put) {
    Preconditions preconditions = call.preconditions();
    if (preconditions.isEmpty()) {
      return exchange.back(store.put(put, call.options()));
    }
    return exchange
        .back(store.get(call.key(), call.options()))
        .thenCompose(
            seen -> {
              preconditions.checkWrite(seen);
              boolean known = preconditions.knowsWhatIsThere();
              Put over = known ? RestCall.withContext(put, seen.context()) : put;
              return exchange.back(store.put(over, call.options()));
            });
  }
}
