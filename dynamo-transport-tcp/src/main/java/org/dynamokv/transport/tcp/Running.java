package org.dynamokv.transport.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started transport: its threads, its listening socket, the ways to its endpoints. */
final class Running {
  /** Most endpoints that one process talks to. */
  private static final int MAX_ENDPOINTS = 65_536;

  private static final int BACKLOG = 1024;
  private static final long CLOSE_MILLIS = 3000;
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private record Way(Endpoint to, int lane) {}

  private final Shared shared;
  private final Sockets sockets;
  private final MultiThreadIoEventLoopGroup group;
  private final List<IoLoop> loops = new ArrayList<>();
  private final Resolver resolver = new Resolver();
  private final Connector connector;
  // Mutable state, any thread
  private final ConcurrentMap<Way, Outgoing> outgoing = new ConcurrentHashMap<>();
  private final AtomicInteger incoming = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Channel listening;

  Running(Shared shared, Sockets sockets) {
    this.shared = shared;
    this.sockets = sockets;
    this.connector = new Connector(sockets, resolver, shared.settings().connectMillis());
    this.group =
        new MultiThreadIoEventLoopGroup(
            shared.settings().ioThreads(),
            new DefaultThreadFactory("dynamo-tcp", true),
            sockets.io());
    for (EventExecutor executor : group) {
      loops.add(new IoLoop((EventLoop) executor, shared));
    }
    loops.forEach(IoLoop::start);
  }

  /** Binds, if the configuration says where. Blocks. */
  void listen() throws TransportException {
    Endpoint at = shared.config().listen();
    if (at == null) {
      return;
    }
    var bound = server().bind(address(at)).awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw new TransportException("cannot listen on " + at + ": " + Reasons.of(cause), cause);
    }
    listening = bound.channel();
    LOG.info("{}: listens on {}", shared.name(), listening.localAddress());
  }

  int port() {
    Channel socket = listening;
    return socket == null ? -1 : ((InetSocketAddress) socket.localAddress()).getPort();
  }

  void send(Endpoint to, Frame frame) {
    if (closed) {
      return; // nobody is left to tell
    }
    Outgoing way = way(to);
    if (way == null) {
      loops.get(0).refuse(to, frame, "more than " + MAX_ENDPOINTS + " endpoints");
    } else {
      way.send(frame);
    }
  }

  void close() {
    closed = true;
    if (listening != null) {
      listening.close();
    }
    loops.forEach(loop -> loop.run(loop::shutDown));
    resolver.close();
    group.shutdownGracefully(0, CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
    if (loops.stream().noneMatch(loop -> loop.executor().inEventLoop())) {
      group.terminationFuture().awaitUninterruptibly(CLOSE_MILLIS);
    }
    loops.forEach(IoLoop::fallSilent);
  }

  /** A thread always takes the same of several connections, so its frames keep their order. */
  private @Nullable Outgoing way(Endpoint to) {
    int lanes = shared.settings().connections();
    int lane = lanes == 1 ? 0 : (int) (Thread.currentThread().getId() % lanes);
    Way way = new Way(to, lane);
    Outgoing known = outgoing.get(way);
    if (known != null || outgoing.size() >= MAX_ENDPOINTS) {
      return known;
    }
    IoLoop loop = loops.get(Math.floorMod(way.hashCode(), loops.size()));
    return outgoing.computeIfAbsent(way, w -> new Outgoing(to, loop, shared, connector));
  }

  private ServerBootstrap server() {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(group)
            .channel(sockets.serverType())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accepted(channel);
                  }
                });
    sockets.options().forEach((option, value) -> set(server, option, value));
    return server;
  }

  private void accepted(Channel channel) {
    if (incoming.get() >= shared.settings().maxIncoming()) {
      LOG.warn(
          "{}: connection from {} refused: {} are open",
          shared.name(),
          channel.remoteAddress(),
          incoming.get());
      channel.close();
      return;
    }
    for (IoLoop loop : loops) {
      if (loop.executor() == channel.eventLoop()) {
        channel.pipeline().addLast(new Incoming(loop, shared, channel, incoming).connection());
      }
    }
  }

  @SuppressWarnings("unchecked") // each option is kept with a value of its own type
  private static void set(ServerBootstrap server, ChannelOption<?> option, Object value) {
    server.childOption((ChannelOption<Object>) option, value);
  }

  private static InetSocketAddress address(Endpoint at) throws TransportException {
    try {
      return new InetSocketAddress(InetAddress.getByName(at.host()), at.port());
    } catch (UnknownHostException e) {
      throw new TransportException("cannot listen on " + at + ": unknown host", e);
    }
  }
}
