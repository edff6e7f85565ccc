package org.dynamokv.transport.tcp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which kind of sockets is used, and how they are set.
 *
 * @param options of every connection, whoever opened it
 */
record Sockets(
    IoHandlerFactory io,
    Class<? extends ServerChannel> serverType,
    Class<? extends Channel> clientType,
    Map<ChannelOption<?>, Object> options) {
  private static final int LOW_WATER_BYTES = 64 << 10;
  private static final int HIGH_WATER_BYTES = 256 << 10;

  /**
   * The kind that the settings ask for; throws IllegalArgumentException when there is none here.
   */
  static Sockets of(TcpSettings settings, Timing timing) {
    boolean epoll = !settings.io().equals("nio") && Epoll.isAvailable();
    if (settings.io().equals("epoll") && !epoll) {
      throw new IllegalArgumentException(
          "transport.tcp.io=epoll is not available here: "
              + Epoll.unavailabilityCause().getMessage());
    }
    Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
    options.put(ChannelOption.TCP_NODELAY, true);
    options.put(ChannelOption.ALLOCATOR, allocator(settings.ioThreads()));
    options.put(
        ChannelOption.WRITE_BUFFER_WATER_MARK,
        new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES));
    if (epoll) {
      // The kernel too gives up bytes that the peer does not confirm.
      options.put(EpollChannelOption.TCP_USER_TIMEOUT, (int) (timing.silenceNanos() / 1_000_000));
      return new Sockets(
          EpollIoHandler.newFactory(),
          EpollServerSocketChannel.class,
          EpollSocketChannel.class,
          options);
    }
    return new Sockets(
        NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class, options);
  }

  /** Direct memory in steps of 1 MiB, one arena for each IO thread: bounded by what is in use. */
  private static ByteBufAllocator allocator(int ioThreads) {
    return new PooledByteBufAllocator(true, 0, ioThreads, 8192, 7, 64, 32, false);
  }
}
