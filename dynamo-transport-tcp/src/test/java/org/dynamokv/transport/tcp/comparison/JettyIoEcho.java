package org.dynamokv.transport.tcp.comparison;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * The echo over jetty-io: one selector at each end, and callbacks that say they do not block, so
 * they run on it.
 */
final class JettyIoEcho implements Echo {
  private final Server server = new Server();
  private final ClientConnector client = new ClientConnector();
  // Mutable state
  private @Nullable Frames connection;

  @Override
  public String name() {
    return "jetty-io";
  }

  @Override
  public void open(Window window) throws Exception {
    ServerConnector listening = new ServerConnector(server, 1, 1, new EchoFactory());
    listening.setHost("127.0.0.1");
    server.addConnector(listening);
    server.start();
    client.setSelectors(1);
    client.start();
    CompletableFuture<Connection> opened = new CompletableFuture<>();
    ClientConnectionFactory factory =
        (endPoint, context) -> new Frames(endPoint, client.getExecutor(), window::again);
    Map<String, Object> context = new HashMap<>();
    context.put(ClientConnectionFactory.CONTEXT_KEY, factory);
    context.put(Transport.CONTEXT_KEY, Transport.TCP_IP);
    context.put(ClientConnector.CONTEXT_KEY, client);
    context.put(
        ClientConnector.CONNECTION_PROMISE_CONTEXT_KEY,
        Promise.from(opened::complete, opened::completeExceptionally));
    client.connect(new InetSocketAddress("127.0.0.1", listening.getLocalPort()), context);
    connection = (Frames) opened.get();
  }

  @Override
  public void begin(int frames) {
    connection.begin(frames);
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
    LifeCycle.stop(server);
  }

  private static final class EchoFactory extends AbstractConnectionFactory {
    EchoFactory() {
      super("echo");
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      return new Frames(endPoint, connector.getExecutor(), frame -> true);
    }
  }

  private static final class Frames extends AbstractConnection {
    private final Predicate<byte[]> sendAgain;
    private final ByteBuffer in = BufferUtil.allocateDirect(1 << 17);
    private final Callback readable = nonBlocking(this::onFillable);
    private final Callback written = nonBlocking(this::onWritten);
    // Mutable state, under this
    private ByteBuffer gathering = ByteBuffer.allocateDirect(1 << 18);
    private ByteBuffer leaving = ByteBuffer.allocateDirect(1 << 18);
    private boolean writing;

    Frames(EndPoint endPoint, java.util.concurrent.Executor executor, Predicate<byte[]> again) {
      super(endPoint, executor);
      this.sendAgain = again;
    }

    private static Callback nonBlocking(Runnable action) {
      return Callback.from(InvocationType.NON_BLOCKING, action, failure -> {});
    }

    @Override
    public void onOpen() {
      super.onOpen();
      fillInterested(readable);
    }

    @Override
    public void onFillable() {
      try {
        int filled = fill();
        while (filled > 0) {
          read();
          filled = fill();
        }
        flush();
        if (filled == 0) {
          fillInterested(readable);
        } else {
          close();
        }
      } catch (IOException e) {
        close();
      }
    }

    void begin(int frames) {
      for (int i = 0; i < frames; i++) {
        put(Window.FRAME);
      }
      flush();
    }

    private int fill() throws IOException {
      BufferUtil.compact(in);
      return getEndPoint().fill(in);
    }

    private void read() {
      while (in.remaining() >= 4 && in.remaining() - 4 >= in.getInt(in.position())) {
        byte[] frame = new byte[in.getInt()];
        in.get(frame);
        if (sendAgain.test(frame)) {
          put(frame);
        }
      }
    }

    private synchronized void put(byte[] frame) {
      gathering.putInt(frame.length).put(frame);
    }

    private synchronized void onWritten() {
      writing = false;
      flush();
    }

    private void flush() {
      ByteBuffer now;
      synchronized (this) {
        if (writing || gathering.position() == 0) {
          return;
        }
        now = gathering.flip();
        gathering = leaving.clear();
        leaving = now;
        writing = true;
      }
      getEndPoint().write(written, now);
    }
  }
}
