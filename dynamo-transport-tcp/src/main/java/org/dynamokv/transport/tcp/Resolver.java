package org.dynamokv.transport.tcp;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dynamokv.core.value.Endpoint;

/**
 * Turns host names into addresses on threads of its own, as the system's look-up blocks; they end
 * when idle. Any thread.
 */
final class Resolver {
  private static final int THREADS = 2;
  private static final int MAX_WAITING = 1024;
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_WAITING),
          new DefaultThreadFactory("dynamo-tcp-names", true));

  Resolver() {
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Finds the addresses of a host and calls one of the two, at once for a literal address, else on
   * another thread.
   */
  void resolve(Endpoint endpoint, Consumer<InetAddress[]> found, Consumer<String> failed) {
    if (NetUtil.createByteArrayFromIpAddressString(endpoint.host()) != null) {
      lookUp(endpoint.host(), found, failed);
      return;
    }
    try {
      threads.execute(() -> lookUp(endpoint.host(), found, failed));
    } catch (RejectedExecutionException e) {
      failed.accept("too many host names wait to be looked up");
    }
  }

  void close() {
    threads.shutdownNow();
  }

  private static void lookUp(String host, Consumer<InetAddress[]> found, Consumer<String> failed) {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      failed.accept("unknown host " + host);
      return;
    }
    found.accept(addresses);
  }
}
