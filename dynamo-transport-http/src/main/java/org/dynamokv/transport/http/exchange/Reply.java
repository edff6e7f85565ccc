package org.dynamokv.transport.http.exchange;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer, complete: bodies are whole in memory, as values are.
 *
 * @param status the HTTP status
 * @param headers without {@code Content-Length}
 * @param body empty for none; the receiver never changes it
 */
public record Reply(int status, HttpFields headers, byte[] body) {
  private static final byte[] NOTHING = new byte[0];

  /** A status and headers, and no body. */
  public static Reply empty(int status, HttpFields headers) {
    return new Reply(status, headers, NOTHING);
  }

  /** A body of that type. */
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(
        status, HttpFields.build().put(HttpHeader.CONTENT_TYPE, contentType).asImmutable(), body);
  }

  /** The same answer with one more header. */
  public Reply with(HttpHeader header, String value) {
    return new Reply(status, HttpFields.build(headers).put(header, value).asImmutable(), body);
  }

  /** Writes it as the whole answer; the body only where the method has one. */
  void writeTo(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().add(headers);
    if (status != 204) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    }
    boolean head = HttpMethod.HEAD.is(response.getRequest().getMethod());
    response.write(true, ByteBuffer.wrap(body, 0, head ? 0 : body.length), callback);
  }
}
