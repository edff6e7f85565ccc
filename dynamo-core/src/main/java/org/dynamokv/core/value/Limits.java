package org.dynamokv.core.value;

/**
 * The sizes that the product promises to take; more is refused by name before anything is stored.
 */
public final class Limits {
  /** Longest bucket name, bytes. */
  public static final int BUCKET_BYTES = 255;

  /** Longest key, bytes. Storage engines with a smaller limit cope inside. */
  public static final int KEY_BYTES = 4096;

  /** Longest encoded context, bytes: 8 KiB as base64. */
  public static final int CONTEXT_BYTES = 6144;

  /** Largest value by default, bytes; a node may be configured otherwise. */
  public static final int DEFAULT_VALUE_BYTES = 16 << 20;

  /** Most bytes of content type and user metadata together. */
  public static final int META_BYTES = 8192;

  private Limits() {}

  /** Throws the named error when {@code actual} is over {@code limit}. */
  public static void check(String code, String what, long actual, long limit) {
    if (actual > limit) {
      throw new LimitException(code, what, actual, limit);
    }
  }
}
