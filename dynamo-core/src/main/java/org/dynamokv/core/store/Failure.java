package org.dynamokv.core.store;

import org.dynamokv.core.value.LimitException;

/**
 * Why a request failed.
 *
 * @param code what kind
 * @param message a sentence for people
 * @param outcome whether a write may yet take effect
 * @param required how many answers were needed; 0 where that makes no sense
 * @param answered how many came
 */
public record Failure(Code code, String message, Outcome outcome, int required, int answered) {

  /** Kinds of failure; the wire and REST name is {@link #wireName()}. */
  public enum Code {
    /** The request makes no sense: r above n, an unreadable context. */
    BAD_REQUEST,
    /** The bucket name is over its limit. */
    BUCKET_TOO_LONG,
    /** The key is over its limit. */
    KEY_TOO_LONG,
    /** The value is over its limit. */
    VALUE_TOO_LARGE,
    /** Content type and metadata are over their limit. */
    META_TOO_LARGE,
    /** The context is over its limit. */
    CONTEXT_TOO_LARGE,
    /** The context is unreadable, or was given out for another key. */
    BAD_CONTEXT,
    /** The put would make more siblings than the bucket allows. */
    TOO_MANY_SIBLINGS,
    /** A last-writer-wins put would have to be stamped too far ahead of the clock. */
    CLOCK_DRIFT,
    /** Fewer nodes than needed answered, or could. */
    NOT_ENOUGH_REPLICAS,
    /** Too many requests wait already; try again after a while. */
    OVERLOADED,
    /** Time ran out. */
    TIMEOUT,
    /** The node is not (or no longer) a member of a ring. */
    NOT_READY,
    /** A storage failed: full, or broken. */
    STORAGE,
    /** A bug; the node's log has more. */
    INTERNAL;

    /** Lower case with dashes. */
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** What is known of a failed write. */
  public enum Outcome {
    /** Certainly nothing was stored. */
    REFUSED,
    /** It may yet take effect, or has. */
    UNKNOWN
  }

  /** Certainly nothing was stored. */
  public static Failure refused(Code code, String message) {
    return new Failure(code, message, Outcome.REFUSED, 0, 0);
  }

  /** The failure that an over-limit input means. */
  public static Failure of(LimitException e) {
    for (Code code : Code.values()) {
      if (code.wireName().equals(e.code())) {
        return refused(code, String.valueOf(e.getMessage()));
      }
    }
    return refused(Code.BAD_REQUEST, String.valueOf(e.getMessage()));
  }
}
