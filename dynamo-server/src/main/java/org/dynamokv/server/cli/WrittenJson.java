package org.dynamokv.server.cli;

import org.dynamokv.core.store.Written;

/**
 * What put and delete print with {@code --json}.
 *
 * @param context empty unless the written value is now the only sibling
 * @param quorum "strict" when the key's own replicas alone met it, or "sloppy"
 */
record WrittenJson(String context, String quorum) {
  static WrittenJson of(Written written) {
    return new WrittenJson(
        Contexts.text(written.context()), written.strict() ? "strict" : "sloppy");
  }
}
