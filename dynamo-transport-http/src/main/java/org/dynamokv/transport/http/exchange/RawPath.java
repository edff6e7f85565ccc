package org.dynamokv.transport.http.exchange;

import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/** The path of a request exactly as it was sent, still percent-encoded, nothing normalized. */
public final class RawPath {
  private RawPath() {}

  /** Empty where the target has no path. Only while the request is not answered. */
  public static String of(Request request) {
    String path = request.getHttpURI().getPath();
    if (path == null) {
      return "";
    }
    ConnectionMetaData connection = request.getConnectionMetaData();
    return connection instanceof TargetConnection sent ? asSent(sent.target(), path) : path;
  }

  /** The target is as long as what Jetty parsed: the path stands at the same place. */
  private static String asSent(String target, String path) {
    int authority = target.startsWith("/") ? -1 : target.indexOf("//");
    int at = authority < 0 ? 0 : Math.max(0, target.indexOf('/', authority + 2));
    return target.length() < at + path.length() ? path : target.substring(at, at + path.length());
  }
}
