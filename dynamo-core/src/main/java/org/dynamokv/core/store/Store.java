package org.dynamokv.core.store;

import java.util.concurrent.CompletionStage;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;

/**
 * The store as every door sees it (REST, XML-RPC, command line): implemented by a node in process
 * and by the client over any transport. Any thread; nothing blocks. A stage fails with {@link
 * StoreException} and with nothing else; it completes on a thread of the implementation, which the
 * continuation must not block.
 */
public interface Store {
  /** Reads a key: all siblings, with the context that covers them. */
  CompletionStage<Reading> get(Key key, RequestOptions options);

  /** Writes or deletes. */
  CompletionStage<Written> put(Put put, RequestOptions options);

  /**
   * Replaces whatever is there: reads the context first, then puts over it. Two at once may still
   * leave two siblings.
   */
  default CompletionStage<Written> overwrite(Key key, Content content, RequestOptions options) {
    return get(key, options)
        .thenCompose(seen -> put(Put.of(key, content, seen.context()), options));
  }

  /** Deletes what is there. */
  default CompletionStage<Written> delete(Key key, RequestOptions options) {
    return put(Put.delete(key, Bytes.EMPTY), options);
  }
}
