package org.dynamokv.core.value;

/** An input is over one of the product's limits; nothing was stored. */
public final class LimitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * An error that names the limit.
   *
   * @param code the machine-readable name, for example {@code key-too-long}
   * @param what what is too large, for the message
   * @param actual its size in bytes
   * @param limit the most that is allowed, in bytes
   */
  public LimitException(String code, String what, long actual, long limit) {
    super(what + " has " + actual + " bytes; the limit is " + limit);
    this.code = code;
  }

  /** The machine-readable name of the limit. */
  public String code() {
    return code;
  }
}
