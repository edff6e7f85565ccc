package org.dynamokv.transport.http.rest;

import java.util.concurrent.CompletionStage;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.value.LimitException;
import org.dynamokv.transport.http.exchange.Admission;
import org.dynamokv.transport.http.exchange.ErrorReply;
import org.dynamokv.transport.http.exchange.Exchange;
import org.dynamokv.transport.http.exchange.RawPath;
import org.dynamokv.transport.http.exchange.RefusedException;
import org.dynamokv.transport.http.exchange.Reply;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers everything below {@code /buckets}: which resource, which method. */
public final class RestHandler extends Handler.Abstract {
  private final KeyReader reader;
  private final KeyWriter writer;
  private final Admission admission;

  /** Serves a store; a value may have that many bytes. */
  public RestHandler(Store store, int valueBytes, Admission admission) {
    this.reader = new KeyReader(store);
    this.writer = new KeyWriter(store, valueBytes);
    this.admission = admission;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String rawPath = RawPath.of(request);
    if (!KeyPath.isOurs(rawPath)) {
      return false;
    }
    Exchange.serve(request, response, callback, admission, e -> start(e, KeyPath.parse(rawPath)));
    return true;
  }

  private CompletionStage<Reply> start(Exchange exchange, @Nullable KeyPath path) {
    if (path == null) {
      throw new RefusedException(404, "not-found", "there is nothing at this path");
    }
    try {
      return path.key() == null
          ? onKeys(exchange, path.bucket())
          : onKey(exchange, path.bucket(), path.key());
    } catch (LimitException e) {
      throw new StoreException(Failure.of(e));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Failure.Code.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private CompletionStage<Reply> onKey(Exchange exchange, String bucket, String key) {
    Request request = exchange.request();
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> reader.get(exchange, RestCall.read(request, bucket, key));
      case "PUT" -> writer.put(exchange, RestCall.read(request, bucket, key));
      case "DELETE" -> writer.delete(exchange, RestCall.read(request, bucket, key));
      default -> throw methodNotAllowed("GET, HEAD, PUT, DELETE");
    };
  }

  private CompletionStage<Reply> onKeys(Exchange exchange, String bucket) {
    Request request = exchange.request();
    if (!request.getMethod().equals("POST")) {
      throw methodNotAllowed("POST");
    }
    String key = ServerKey.next();
    return writer.create(
        exchange, RestCall.read(request, bucket, key), "/buckets/" + bucket + "/keys/" + key);
  }

  private static RefusedException methodNotAllowed(String allowed) {
    String message = "this resource takes " + allowed;
    Reply reply = ErrorReply.of(405, "method-not-allowed", message);
    return new RefusedException(reply.with(HttpHeader.ALLOW, allowed));
  }
}
