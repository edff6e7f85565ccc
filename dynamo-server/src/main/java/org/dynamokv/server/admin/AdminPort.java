package org.dynamokv.server.admin;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.metrics.TrafficMeter;
import org.dynamokv.transport.http.exchange.TargetConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The admin port: the page, the API, and its events, over HTTP/1.1. */
public final class AdminPort implements AutoCloseable {
  private static final int MAX_THREADS = 12;
  private static final int LONGEST_LINE_BYTES = 16_384;

  /**
   * Where the port listens.
   *
   * @param listen host and port; port 0 takes any free one
   * @param hostNames the names under which browsers may come, beside "localhost", plain addresses
   *     and the host that it listens on
   */
  public record Settings(Endpoint listen, Set<String> hostNames) {
    /** Copies the names. */
    public Settings {
      hostNames = Set.copyOf(hostNames);
    }

    /** This machine only. */
    public static Settings loopback(int port) {
      return new Settings(new Endpoint("127.0.0.1", port), Set.of());
    }
  }

  private final Settings settings;
  private final LiveFeed feed;
  private final Server server;
  private final ServerConnector connector;

  private AdminPort(Settings settings, AdminApi api, TrafficMeter traffic) {
    this.settings = settings;
    feed = new LiveFeed(api, traffic);
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
    threads.setName("admin");
    threads.setDaemon(true);
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1, new TargetConnectionFactory(http()));
    connector.setHost(settings.listen().host());
    connector.setPort(settings.listen().port());
    server.addConnector(connector);
    server.setHandler(handlers(api));
    server.setErrorHandler(
        (request, response, callback) -> {
          Replies.send(response, callback, ErrorJson.refused(response.getStatus()));
          return true;
        });
  }

  /**
   * Listens.
   *
   * @throws IOException when the port is taken or the host is not this machine's; says which
   */
  public static AdminPort start(Settings settings, AdminApi api, TrafficMeter traffic)
      throws IOException {
    AdminPort port = new AdminPort(settings, api, traffic);
    try {
      port.server.start();
    } catch (Exception e) {
      port.close();
      throw new IOException(
          "the admin port cannot listen on " + settings.listen() + ": " + reason(e), e);
    }
    port.feed.start();
    return port;
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  /** Where it listens, with the port that it got. */
  public Endpoint endpoint() {
    return new Endpoint(settings.listen().host(), connector.getLocalPort());
  }

  /** Shows browsers a membership change at once. Any thread; returns at once. */
  public void membershipMayHaveChanged() {
    feed.membershipMayHaveChanged();
  }

  /** Ends the event streams and closes the port. */
  @Override
  public void close() {
    feed.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the admin port does not stop", e);
    }
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LONGEST_LINE_BYTES);
    // Keys are any bytes: "%2F", ".." and the like are for the API to read.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }

  private Handler handlers(AdminApi api) {
    Handler all =
        new Handler.Sequence(
            new EventsHandler(feed), new ApiHandler(api), new PageFiles(), new NothingHere());
    Set<String> names = new HashSet<>(settings.hostNames());
    names.add(settings.listen().host());
    return new SecurityHeaders(new HostCheck(names, all));
  }

  /** The last one: every other path. */
  private static final class NothingHere extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Replies.send(response, callback, ErrorJson.unknownPath());
      return true;
    }
  }
}
