package org.dynamokv.core.store;

/**
 * Carries a {@link Failure} out of a store's {@link java.util.concurrent.CompletionStage}. No stack
 * trace.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Wraps a failure. */
  public StoreException(Failure failure) {
    super(failure.message(), null, false, false);
    this.failure = failure;
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }
}
