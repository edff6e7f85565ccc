package org.dynamokv.transport.http.rest;

import java.util.concurrent.CompletionStage;
import org.dynamokv.core.store.Store;
import org.dynamokv.transport.http.exchange.Exchange;
import org.dynamokv.transport.http.exchange.Reply;

/** GET and HEAD of a key. */
final class KeyReader {
  private final Store store;

  KeyReader(Store store) {
    this.store = store;
  }

  CompletionStage<Reply> get(Exchange exchange, RestCall call) {
    Preconditions preconditions = call.preconditions();
    return exchange
        .back(store.get(call.key(), call.options()))
        .thenApply(
            seen -> {
              preconditions.checkRead(seen);
              return preconditions.notModified(seen)
                  ? ObjectReply.notModified(seen)
                  : ObjectReply.of(seen, call.headers());
            });
  }
}
