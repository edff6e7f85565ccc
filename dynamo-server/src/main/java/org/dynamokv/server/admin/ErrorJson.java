package org.dynamokv.server.admin;

import java.util.Locale;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.value.LimitException;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What a failed call answers.
 *
 * @param status the HTTP status; not part of the JSON
 * @param error machine-readable
 * @param message for people
 */
record ErrorJson(
    @com.fasterxml.jackson.annotation.JsonIgnore int status, String error, String message) {
  static ErrorJson unknownPath() {
    return new ErrorJson(404, "unknown-path", "The admin API has no such path.");
  }

  static ErrorJson wrongMethod(String method) {
    return new ErrorJson(405, "wrong-method", "This path answers GET, not " + method + ".");
  }

  static ErrorJson noCopy() {
    return new ErrorJson(404, "not-found", "This node holds no copy of the key.");
  }

  static ErrorJson tooManyListeners() {
    return new ErrorJson(503, "too-many-listeners", "Too many pages are open on this node.");
  }

  static ErrorJson wrongHost() {
    return new ErrorJson(421, "wrong-host", "The admin port does not answer to this host name.");
  }

  static ErrorJson badRequest(IllegalArgumentException e) {
    String code = e instanceof LimitException limit ? limit.code() : "bad-request";
    return new ErrorJson(400, code, String.valueOf(e.getMessage()));
  }

  /** What the web server itself refuses: a malformed request, too long a line. */
  static ErrorJson refused(int status) {
    String message = HttpStatus.getMessage(status);
    return new ErrorJson(status, message.toLowerCase(Locale.ROOT).replace(' ', '-'), message);
  }

  static ErrorJson internal() {
    return new ErrorJson(500, "internal", "This is a bug; the node's log has more.");
  }

  static ErrorJson of(Failure failure) {
    int status =
        switch (failure.code()) {
          case NOT_READY, OVERLOADED, NOT_ENOUGH_REPLICAS -> 503;
          case TIMEOUT -> 504;
          case STORAGE, INTERNAL -> 500;
          default -> 400;
        };
    return new ErrorJson(status, failure.code().wireName(), failure.message());
  }
}
