package org.dynamokv.transport.http.xmlrpc;

import java.util.concurrent.CompletionStage;
import org.dynamokv.core.store.Store;
import org.dynamokv.transport.http.exchange.Admission;
import org.dynamokv.transport.http.exchange.Exchange;
import org.dynamokv.transport.http.exchange.RefusedException;
import org.dynamokv.transport.http.exchange.Reply;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers POST on {@code /RPC2} and {@code /}: one call a request, plain or gzipped both ways. */
public final class XmlRpcDoor extends Handler.Abstract {
  /** XML around a value. */
  private static final int ENVELOPE_BYTES = 64 << 10;

  private final Methods methods;
  private final int bodyBytes;
  private final Admission admission;

  private XmlRpcDoor(Store store, int valueBytes, Admission admission) {
    this.methods = new Methods(store, valueBytes);
    // Base64 takes a third more than the value and escapes more yet: twice is enough for all but
    // text that is mostly markup.
    this.bodyBytes = (int) Math.min(Integer.MAX_VALUE - 8, 2L * valueBytes + ENVELOPE_BYTES);
    this.admission = admission;
  }

  /** The door with gzip before it; a value may have that many bytes. */
  public static Handler handler(Store store, int valueBytes, Admission admission) {
    CompressionHandler gzip = new CompressionHandler(new XmlRpcDoor(store, valueBytes, admission));
    gzip.putCompression(new GzipCompression());
    CompressionConfig posts =
        CompressionConfig.builder()
            .compressIncludeMethod("POST")
            .decompressIncludeMethod("POST")
            .build();
    gzip.putConfiguration("/*", posts);
    return new Handler.Wrapper(gzip) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        return isOurs(request) && super.handle(request, response, callback);
      }
    };
  }

  private static boolean isOurs(Request request) {
    String path = request.getHttpURI().getPath();
    return "/RPC2".equals(path) || "/".equals(path);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange.serve(request, response, callback, admission, this::answer);
    return true;
  }

  private CompletionStage<Reply> answer(Exchange exchange) {
    Request request = exchange.request();
    if (!HttpMethod.POST.is(request.getMethod())) {
      throw new RefusedException(501, "not-implemented", "XML-RPC is spoken with POST only");
    }
    if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      String message = "only gzip is understood as Content-Encoding";
      throw new RefusedException(415, "unsupported-media-type", message);
    }
    return exchange
        .body(bodyBytes)
        .thenCompose(body -> call(exchange, body))
        .thenApply(xml -> Reply.of(200, "text/xml", xml));
  }

  private CompletionStage<byte[]> call(Exchange exchange, byte[] body) {
    try {
      return methods.call(exchange, MethodCallParser.parse(body));
    } catch (MalformedCallException e) {
      return methods.malformed(e);
    }
  }
}
