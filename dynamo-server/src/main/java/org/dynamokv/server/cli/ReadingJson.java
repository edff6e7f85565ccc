package org.dynamokv.server.cli;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;

/**
 * What get prints with {@code --json}.
 *
 * @param context covers all siblings; to be given back with {@code put --context}
 * @param quorum "strict" when the key's own replicas alone met it, or "sloppy"
 */
record ReadingJson(String context, String quorum, List<Sibling> siblings) {
  /**
   * One value.
   *
   * @param value base64
   * @param modified ms since 1970
   */
  record Sibling(
      String value, String contentType, long modified, String id, Map<String, String> meta) {
    static Sibling of(Version version) {
      return new Sibling(
          Base64.getEncoder().encodeToString(version.content().value().array()),
          version.content().contentType(),
          version.modifiedMillis(),
          version.id(),
          version.content().meta());
    }
  }

  static ReadingJson of(Reading reading) {
    return new ReadingJson(
        Contexts.text(reading.context()),
        reading.strict() ? "strict" : "sloppy",
        reading.versions().stream().map(Sibling::of).toList());
  }
}
