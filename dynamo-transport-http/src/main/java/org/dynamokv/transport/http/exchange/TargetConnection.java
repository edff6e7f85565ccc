package org.dynamokv.transport.http.exchange;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * An HTTP/1 connection that remembers the request's target as it was sent. Jetty refuses {@code
 * %00} in a path whatever its settings say, but here keys are bytes: Jetty is shown {@code %01}
 * instead, which is as long, and {@link RawPath} reads what was sent. So it is with a percent sign
 * that lacks its two hex digits: whoever decodes the path says what is wrong with it.
 */
final class TargetConnection extends HttpConnection {
  private static final String ZERO = "%00";
  private static final String SHOWN = "%01";
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

  // Mutable state: one request at a time; the next begins when this one is answered
  private volatile String target = "";

  TargetConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
    super(configuration, connector, endPoint);
  }

  @Override
  protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
    target = uri == null ? "" : uri;
    return super.newHttpStream(method, uri == null ? null : shown(uri), version);
  }

  private static String shown(String uri) {
    int query = uri.indexOf('?');
    int end = query < 0 ? uri.length() : query;
    String path = LONE_PERCENT.matcher(uri.substring(0, end)).replaceAll("_");
    return (path + uri.substring(end)).replace(ZERO, SHOWN);
  }

  String target() {
    return target;
  }
}
