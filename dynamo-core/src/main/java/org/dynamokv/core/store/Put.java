package org.dynamokv.core.store;

import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.Limits;
import org.jspecify.annotations.Nullable;

/**
 * A write as a client asks for it.
 *
 * @param key what to write
 * @param content the new value; null deletes
 * @param context what the client has seen, opaque, from an earlier answer; empty is nothing, which
 *     for a delete means that the coordinator reads first and deletes what it finds
 * @param ttlMillis time to live, ms; 0 takes the bucket's
 * @param returnObject whether the answer shows the object as it is after the write
 */
public record Put(
    Key key, @Nullable Content content, Bytes context, long ttlMillis, boolean returnObject) {
  /** Checks the context's size. */
  public Put {
    Limits.check("context-too-large", "the context", context.length(), Limits.CONTEXT_BYTES);
    if (ttlMillis < 0) {
      throw new IllegalArgumentException("the time to live is negative");
    }
  }

  /** Stores a value over what the context has seen. */
  public static Put of(Key key, Content content, Bytes context) {
    return new Put(key, content, context, 0, false);
  }

  /** Deletes what the context has seen; with an empty one, what the coordinator finds. */
  public static Put delete(Key key, Bytes context) {
    return new Put(key, null, context, 0, false);
  }

  /** Whether this is a delete. */
  public boolean isDelete() {
    return content == null;
  }
}
