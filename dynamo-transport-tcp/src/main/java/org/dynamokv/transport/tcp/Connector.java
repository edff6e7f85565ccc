package org.dynamokv.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dynamokv.core.value.Endpoint;

/** Opens connections. */
final class Connector {
  private final Sockets sockets;
  private final Resolver resolver;
  private final int timeoutMillis;

  Connector(Sockets sockets, Resolver resolver, int timeoutMillis) {
    this.sockets = sockets;
    this.resolver = resolver;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Tries once. Called on the loop, which calls back: {@code handler} when there is a socket, then
   * {@code failed} unless it connects.
   *
   * @param attempt which of a host's several addresses is tried, in turn
   */
  void connect(
      Endpoint to,
      int attempt,
      IoLoop loop,
      Function<Channel, Connection> handler,
      Consumer<String> failed) {
    resolver.resolve(
        to,
        found -> loop.run(() -> open(pick(found, attempt, to), loop, handler, failed)),
        reason -> loop.run(() -> failed.accept(reason)));
  }

  private static InetSocketAddress pick(InetAddress[] found, int attempt, Endpoint to) {
    return new InetSocketAddress(found[attempt % found.length], to.port());
  }

  private void open(
      InetSocketAddress address,
      IoLoop loop,
      Function<Channel, Connection> handler,
      Consumer<String> failed) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.executor())
            .channel(sockets.clientType())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(handler.apply(channel));
                  }
                });
    sockets.options().forEach((option, value) -> set(bootstrap, option, value));
    bootstrap.connect(address).addListener((ChannelFuture done) -> report(done, failed));
  }

  @SuppressWarnings("unchecked") // each option is kept with a value of its own type
  private static void set(Bootstrap bootstrap, ChannelOption<?> option, Object value) {
    bootstrap.option((ChannelOption<Object>) option, value);
  }

  private static void report(ChannelFuture done, Consumer<String> failed) {
    Throwable cause = done.cause();
    if (cause != null) {
      failed.accept(Reasons.of(cause));
    }
  }
}
