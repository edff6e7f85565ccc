package org.dynamokv.transport.http;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.transport.http.exchange.FallbackHandler;
import org.dynamokv.transport.http.exchange.JsonErrorHandler;
import org.dynamokv.transport.http.exchange.TargetConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A running HTTP/1.0 and 1.1 server on one port. The handlers are asked in order; the first that
 * takes a request answers it, and what none takes gets 404 in JSON. Any thread.
 */
public final class HttpServer implements AutoCloseable {
  /** The request line (16 KiB), the context (8 KiB), metadata (8 KiB), and the rest. */
  private static final int REQUEST_HEAD_BYTES = 40 << 10;

  /** Context and metadata, whose bytes may be two for a character, and the rest. */
  private static final int RESPONSE_HEAD_BYTES = 40 << 10;

  private static final int IDLE_THREAD_MILLIS = 60_000;
  private static final int IDLE_CONNECTION_MILLIS = 60_000;
  private static final int STOP_MILLIS = 3_000;

  /** How long a stop waits for a connection on which nothing moves. */
  private static final int STOP_IDLE_MILLIS = 200;

  private static final int ACCEPT_QUEUE = 1024;

  private final Server server;
  private final ServerConnector connector;
  private final Endpoint endpoint;

  private HttpServer(HttpListen listen, List<Handler> handlers) {
    server = new Server(threads(listen));
    connector = new ServerConnector(server, 1, 1, new TargetConnectionFactory(configuration()));
    endpoint = listen.endpoint();
    connector.setHost(endpoint.host());
    connector.setPort(endpoint.port());
    connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
    connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    server.addConnector(connector);
    List<Handler> all = new ArrayList<>(handlers);
    all.add(new FallbackHandler());
    server.setHandler(new GracefulHandler(new Handler.Sequence(all)));
    server.setErrorHandler(new JsonErrorHandler());
    server.setStopTimeout(STOP_MILLIS);
  }

  /**
   * Binds and serves.
   *
   * @throws IOException with one clear line when the address cannot be had
   */
  public static HttpServer start(HttpListen listen, List<Handler> handlers) throws IOException {
    HttpServer http = new HttpServer(listen, handlers);
    http.open();
    try {
      http.server.start();
    } catch (Exception e) {
      http.close();
      throw new IOException("the HTTP server on " + listen.endpoint() + " did not start: " + e, e);
    }
    return http;
  }

  /** Binds before anything else starts, so that a port in use leaves nothing behind. */
  private void open() throws IOException {
    try {
      connector.open();
    } catch (IOException e) {
      throw new IOException("cannot listen on " + endpoint + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e.getCause() instanceof UnresolvedAddressException) {
      return "unknown host";
    }
    Throwable cause = e.getCause() instanceof BindException bind ? bind : e;
    return String.valueOf(cause.getMessage());
  }

  /** The port that was bound. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops listening, gives requests under way three seconds, and ends all threads. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server on " + endpoint + " did not stop", e);
    }
  }

  private static QueuedThreadPool threads(HttpListen listen) {
    QueuedThreadPool threads =
        new QueuedThreadPool(listen.maxThreads(), HttpListen.MIN_THREADS, IDLE_THREAD_MILLIS);
    threads.setName(listen.name());
    threads.setReservedThreads(0);
    return threads;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(REQUEST_HEAD_BYTES);
    configuration.setMaxResponseHeaderSize(RESPONSE_HEAD_BYTES);
    configuration.setSendServerVersion(false);
    // Keys are bytes: no path is suspicious here, and none reaches a file system.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }
}
