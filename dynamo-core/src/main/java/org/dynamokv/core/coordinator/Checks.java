package org.dynamokv.core.coordinator;

import org.dynamokv.core.message.VersionCodec;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.LimitException;
import org.dynamokv.core.value.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request makes sense, judged before anything is stored or sent. Each check gives the
 * failure, or null.
 */
final class Checks {
  private Checks() {}

  static @Nullable Failure quorums(RequestOptions options, BucketProperties bucket) {
    if (options.r() > bucket.n() || options.w() > bucket.n()) {
      return Failure.refused(
          Code.BAD_REQUEST,
          "r=%d and w=%d must not be above n=%d".formatted(options.r(), options.w(), bucket.n()));
    }
    return null;
  }

  static @Nullable Failure put(
      Put put, RequestOptions options, BucketProperties bucket, int maxValueBytes) {
    Failure quorums = quorums(options, bucket);
    if (quorums != null) {
      return quorums;
    }
    Content content = put.content();
    try {
      if (content != null) {
        Limits.check("value-too-large", "the value", content.value().length(), maxValueBytes);
        Limits.check("meta-too-large", "type and metadata", content.metaBytes(), Limits.META_BYTES);
      }
      VersionCodec.decodeContext(put.key(), put.context());
      return null;
    } catch (LimitException e) {
      return Failure.of(e);
    } catch (IllegalArgumentException e) {
      return Failure.refused(Code.BAD_CONTEXT, String.valueOf(e.getMessage()));
    }
  }
}
