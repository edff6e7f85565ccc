package org.dynamokv.transport.tcp;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.dynamokv.core.spi.Hello;

/** A peer made of a plain blocking socket, to send what no transport would. */
final class RawPeer implements Closeable {
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  static RawPeer connect(int port) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Says hello as who connected does, up to the point where frames may follow. */
  RawPeer sayHello(Hello hello) throws IOException {
    send(hello.encode());
    Hello.decode(read());
    Verdict.check(read());
    send(Verdict.welcome());
    return this;
  }

  /** Answers a hello as who listens does. */
  RawPeer answerHello(Hello hello) throws IOException {
    Hello.decode(read());
    send(hello.encode());
    send(Verdict.welcome());
    Verdict.check(read());
    return this;
  }

  void send(byte[] frame) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
    out.flush();
  }

  OutputStream raw() {
    return out;
  }

  void rawLength(int length) throws IOException {
    out.writeInt(length);
    out.flush();
  }

  byte[] read() throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }

  /** Reads until the other side has closed the connection; how many frames were not empty. */
  int readToEnd() throws IOException {
    int frames = 0;
    try {
      while (true) {
        frames += read().length > 0 ? 1 : 0;
      }
    } catch (EOFException | SocketException e) {
      return frames;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
