package org.dynamokv.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare socket, for what no client library would send. One character is one byte. */
public final class RawConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public RawConnection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  public void send(String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** One answer: the head, an empty line, and as much body as its Content-Length says. */
  public String answer() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      text.append(next());
    }
    String head = text.toString();
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    int left = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    for (; left > 0; left--) {
      text.append(next());
    }
    return text.toString();
  }

  /** Whether the server has closed the connection. */
  public boolean atEnd() throws IOException {
    return in.read() < 0;
  }

  private char next() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new IOException("the connection closed in the middle of an answer");
    }
    return (char) b;
  }

  /** Sends a whole request on a connection of its own. */
  public static String exchange(int port, String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(request);
      return connection.answer();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
