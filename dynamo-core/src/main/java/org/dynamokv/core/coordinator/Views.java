package org.dynamokv.core.coordinator;

import java.util.List;
import org.dynamokv.core.message.VersionCodec;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.version.CoordinatedPut;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;

/** Objects and refusals as clients see them. */
final class Views {
  private Views() {}

  /** What a reader at that wall clock is shown. */
  static Reading reading(Key key, StoredObject object, boolean strict, long wallMillis) {
    List<Version> versions = object.live(wallMillis).stream().map(Views::version).toList();
    return new Reading(versions, VersionCodec.encodeContext(key, object), strict);
  }

  private static Version version(Sibling s) {
    Content content = s.content();
    if (content == null) {
      throw new IllegalStateException("a tombstone is not shown");
    }
    return new Version(content, s.dot().toString(), s.modifiedMillis(), s.expiresMillis());
  }

  /** What a client is told whose put was refused by its bucket's rules. */
  static Failure refusal(CoordinatedPut.Result result) {
    if (result instanceof CoordinatedPut.TooManySiblings t) {
      return Failure.refused(
          Code.TOO_MANY_SIBLINGS,
          "the put would make %d siblings; read the key and put with its context"
              .formatted(t.count()));
    }
    if (result instanceof CoordinatedPut.ClockDrift d) {
      return Failure.refused(
          Code.CLOCK_DRIFT,
          "the put would have to be stamped %d ms ahead of this node's clock"
              .formatted(d.aheadMillis()));
    }
    throw new IllegalStateException("not a refusal: " + result);
  }
}
