package org.dynamokv.core.env;

import org.dynamokv.core.spi.StorageException;

/**
 * Where the result of a storage call goes: exactly one of the two, once, on the shard that asked.
 */
public interface Answer<T> {
  /** It worked. */
  void done(T result);

  /** It did not; nothing of a failed write is kept. */
  void failed(StorageException error);
}
