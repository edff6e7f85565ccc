package org.dynamokv.server.runtime;

import java.util.concurrent.CompletionStage;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Events.Request;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/** A store whose requests are timed and counted; for a balancer, which has no node to do so. */
record MeteredStore(Store store, Events events) implements Store {
  @Override
  public CompletionStage<Reading> get(Key key, RequestOptions options) {
    return timed(Request.GET, store.get(key, options));
  }

  @Override
  public CompletionStage<Written> put(Put put, RequestOptions options) {
    return timed(put.isDelete() ? Request.DELETE : Request.PUT, store.put(put, options));
  }

  private <T> CompletionStage<T> timed(Request kind, CompletionStage<T> stage) {
    long begun = System.nanoTime();
    return stage.whenComplete(
        (done, error) -> events.requestDone(kind, failure(error), System.nanoTime() - begun));
  }

  private static String failure(@Nullable Throwable error) {
    if (error == null) {
      return "";
    }
    return error instanceof StoreException e ? e.failure().code().wireName() : "internal";
  }
}
