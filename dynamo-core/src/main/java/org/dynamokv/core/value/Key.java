package org.dynamokv.core.value;

import java.util.Comparator;

/**
 * Names one object: a bucket and a key inside it. Both are plain bytes, within {@link Limits}.
 *
 * @param bucket 1 to 255 bytes
 * @param key 0 to 4096 bytes
 */
public record Key(Bytes bucket, Bytes key) implements Comparable<Key> {
  /** The bucket that is used where none is named. */
  public static final Bytes DEFAULT_BUCKET = Bytes.utf8("default");

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::bucket).thenComparing(Key::key);

  /** Checks the limits. */
  public Key {
    Limits.check("bucket-too-long", "the bucket name", bucket.length(), Limits.BUCKET_BYTES);
    Limits.check("key-too-long", "the key", key.length(), Limits.KEY_BYTES);
    if (bucket.length() == 0) {
      throw new IllegalArgumentException("the bucket name is empty");
    }
  }

  /** A key in the default bucket, as UTF-8. */
  public static Key of(String key) {
    return new Key(DEFAULT_BUCKET, Bytes.utf8(key));
  }

  /** A key in a named bucket, both as UTF-8. */
  public static Key of(String bucket, String key) {
    return new Key(Bytes.utf8(bucket), Bytes.utf8(key));
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }

  /** Sizes only: keys may be secrets. */
  @Override
  public String toString() {
    return "Key[" + bucket.asUtf8() + "/" + key.length() + " bytes]";
  }
}
