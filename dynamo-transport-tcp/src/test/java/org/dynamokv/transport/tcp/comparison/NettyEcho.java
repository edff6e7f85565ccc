package org.dynamokv.transport.tcp.comparison;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The echo over Netty: one IO thread at each end, one buffer and one flush for all that was read.
 */
final class NettyEcho implements Echo {
  private static final int BATCH_BYTES = 16 << 10;

  private final String name;
  private final IoHandlerFactory io;
  private final Class<? extends ServerChannel> serverType;
  private final Class<? extends Channel> clientType;
  // Mutable state
  private @Nullable EventLoopGroup server;
  private @Nullable EventLoopGroup client;
  private @Nullable Channel channel;

  private NettyEcho(
      String name,
      IoHandlerFactory io,
      Class<? extends ServerChannel> serverType,
      Class<? extends Channel> clientType) {
    this.name = name;
    this.io = io;
    this.serverType = serverType;
    this.clientType = clientType;
  }

  static Echo nio() {
    return new NettyEcho(
        "netty-nio",
        NioIoHandler.newFactory(),
        NioServerSocketChannel.class,
        NioSocketChannel.class);
  }

  static Echo epoll() {
    return new NettyEcho(
        "netty-epoll",
        EpollIoHandler.newFactory(),
        EpollServerSocketChannel.class,
        EpollSocketChannel.class);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void open(Window window) throws Exception {
    server = new MultiThreadIoEventLoopGroup(1, io);
    client = new MultiThreadIoEventLoopGroup(1, io);
    Channel listening =
        new ServerBootstrap()
            .group(server)
            .channel(serverType)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer(frame -> true))
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    channel =
        new Bootstrap()
            .group(client)
            .channel(clientType)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(initializer(window::again))
            .connect((InetSocketAddress) listening.localAddress())
            .sync()
            .channel();
  }

  @Override
  public void begin(int frames) {
    Channel to = channel;
    ByteBuf batch = to.alloc().directBuffer(BATCH_BYTES);
    for (int i = 0; i < frames; i++) {
      put(batch, Window.FRAME);
    }
    to.writeAndFlush(batch);
  }

  @Override
  public void close() {
    client.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    server.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static void put(ByteBuf batch, byte[] frame) {
    batch.writeInt(frame.length).writeBytes(frame);
  }

  private static ChannelInitializer<Channel> initializer(Predicate<byte[]> sendAgain) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel ch) {
        ch.pipeline().addLast(new Frames(sendAgain));
      }
    };
  }

  private static final class Frames extends ByteToMessageDecoder {
    private final Predicate<byte[]> sendAgain;
    // Mutable state
    private @Nullable ByteBuf batch;

    Frames(Predicate<byte[]> sendAgain) {
      this.sendAgain = sendAgain;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      while (in.readableBytes() >= 4 && in.readableBytes() - 4 >= in.getInt(in.readerIndex())) {
        byte[] frame = new byte[in.readInt()];
        in.readBytes(frame);
        if (sendAgain.test(frame)) {
          batch = batch != null ? batch : ctx.alloc().directBuffer(BATCH_BYTES);
          put(batch, frame);
        }
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (batch != null) {
        ctx.writeAndFlush(batch, ctx.voidPromise());
        batch = null;
      }
      discardSomeReadBytes();
    }
  }
}
