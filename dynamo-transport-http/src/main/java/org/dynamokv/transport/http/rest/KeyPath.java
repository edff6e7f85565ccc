package org.dynamokv.transport.http.rest;

import org.jspecify.annotations.Nullable;

/**
 * The resource that a raw path names: a key, or the keys of a bucket.
 *
 * @param bucket still percent-encoded
 * @param key still percent-encoded; null is the collection of all keys
 */
record KeyPath(String bucket, @Nullable String key) {
  /** Whether a path belongs to this door at all. */
  static boolean isOurs(String rawPath) {
    return rawPath.equals("/buckets") || rawPath.startsWith("/buckets/");
  }

  /** Null when there is no such resource. Nothing is normalized: {@code ..} is a name like any. */
  static @Nullable KeyPath parse(String rawPath) {
    String[] segments = rawPath.split("/", -1);
    if (segments.length < 4 || segments.length > 5 || !segments[3].equals("keys")) {
      return null;
    }
    return new KeyPath(segments[2], segments.length == 5 ? segments[4] : null);
  }
}
