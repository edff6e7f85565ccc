package org.dynamokv.server.admin;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests for host names that are not this port's: a page from elsewhere cannot point its
 * own name at the operator's loopback address and read the API (DNS rebinding). Addresses need no
 * name and pass.
 */
final class HostCheck extends Handler.Wrapper {
  private final Set<String> names;

  /** Lets "localhost" and these names in, and plain addresses. */
  HostCheck(Set<String> names, Handler next) {
    super(next);
    this.names = names.stream().map(HostCheck::lower).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String host = lower(Request.getServerName(request));
    if (host.equals("localhost") || isAddress(host) || names.contains(host)) {
      return super.handle(request, response, callback);
    }
    Replies.send(response, callback, ErrorJson.wrongHost());
    return true;
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
