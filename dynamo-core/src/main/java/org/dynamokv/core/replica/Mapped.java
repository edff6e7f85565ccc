package org.dynamokv.core.replica;

import java.util.function.Function;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.spi.StorageException;

/** Passes a storage answer on in another form. A record that cannot be decoded is a corrupt one. */
final class Mapped<A, B> implements Answer<A> {
  private final Answer<B> to;
  private final Function<A, B> map;
  private final Events events;

  Mapped(Answer<B> to, Function<A, B> map, Events events) {
    this.to = to;
    this.map = map;
    this.events = events;
  }

  @Override
  public void done(A result) {
    B mapped;
    try {
      mapped = map.apply(result);
    } catch (IllegalArgumentException e) {
      failed(new StorageException(StorageException.Kind.CORRUPT, "a stored copy is malformed", e));
      return;
    }
    to.done(mapped);
  }

  @Override
  public void failed(StorageException error) {
    events.storageFailed(error.kind().name());
    to.failed(error);
  }
}
