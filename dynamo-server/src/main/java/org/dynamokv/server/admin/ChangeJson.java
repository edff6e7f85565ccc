package org.dynamokv.server.admin;

import java.util.Locale;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A change of the ring under way.
 *
 * @param kind "join", "leave", "remove", "replace" or "properties"
 * @param node who comes, or else who goes; null when a bucket's properties change
 * @param phase "moving" or "reading"
 * @param waitingFor for people
 */
record ChangeJson(String kind, @Nullable String node, String phase, String waitingFor) {
  static @Nullable ChangeJson of(@Nullable Change change, String waitingFor) {
    if (change == null) {
      return null;
    }
    NodeId node = change.joiners().isEmpty() ? change.leaver() : change.joiners().get(0).id();
    return new ChangeJson(
        change.kind().name().toLowerCase(Locale.ROOT),
        node == null ? null : node.toString(),
        change.phase().name().toLowerCase(Locale.ROOT),
        waitingFor);
  }
}
