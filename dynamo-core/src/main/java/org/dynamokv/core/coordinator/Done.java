package org.dynamokv.core.coordinator;

import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.store.Failure;

/** Where the end of a client's request goes: exactly one of the three, once. */
public interface Done<T> {
  /** It worked. */
  void succeeded(T result);

  /** It did not, for a reason that the client is told. */
  void failed(Failure failure);

  /** It certainly did not run here; whoever passed it on may try elsewhere. */
  void refused(Refused.Reason reason);
}
