package org.dynamokv.server.metrics;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.dynamokv.core.node.NodeStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a health check answers.
 *
 * @param httpStatus 200 or 503
 * @param status one word for programs
 * @param reason why not, for people; empty when all is well
 */
record Health(int httpStatus, String status, String reason) {
  /** The process runs. */
  static final Health LIVE = new Health(200, "live", "");

  static Health of(NodeStatus node) {
    return node.state() == NodeStatus.State.MEMBER
        ? new Health(200, "ready", "")
        : new Health(503, node.state().name().toLowerCase(Locale.ROOT), node.waitingFor());
  }

  static Health unknown(@Nullable Throwable error) {
    return error instanceof TimeoutException
        ? new Health(503, "silent", "the node does not tell its status")
        : new Health(503, "failed", String.valueOf(error));
  }

  String json() {
    return "{\"status\":\"" + quote(status) + "\",\"reason\":\"" + quote(reason) + "\"}";
  }

  private static String quote(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
