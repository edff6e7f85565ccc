package org.dynamokv.transport.http.exchange;

import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Outcome;

/**
 * The one table from a store's failure to an HTTP status. 504 means, and alone means, that a write
 * may yet take effect.
 */
final class FailureStatus {
  private FailureStatus() {}

  static int of(Failure failure) {
    return failure.outcome() == Outcome.UNKNOWN ? 504 : refused(failure.code());
  }

  private static int refused(Failure.Code code) {
    return switch (code) {
      case BAD_REQUEST,
          BUCKET_TOO_LONG,
          KEY_TOO_LONG,
          META_TOO_LARGE,
          CONTEXT_TOO_LARGE,
          BAD_CONTEXT,
          TOO_MANY_SIBLINGS ->
          400;
      case VALUE_TOO_LARGE -> 413;
      case INTERNAL -> 500;
      case CLOCK_DRIFT, NOT_ENOUGH_REPLICAS, OVERLOADED, TIMEOUT, NOT_READY, STORAGE -> 503;
    };
  }
}
