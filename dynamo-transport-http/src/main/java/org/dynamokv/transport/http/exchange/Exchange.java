package org.dynamokv.transport.http.exchange;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.StoreException;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. The answer is rendered and sent on a thread of the HTTP server, never
 * on the store's: a store's thread may be a shard's, which other requests wait for.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Admission admission;

  // Mutable state: written while the body is read, read when the request is complete
  private volatile long reserved;

  private Exchange(Request request, Response response, Callback callback, Admission admission) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.admission = admission;
  }

  /** What to do with an exchange; the stage's failure becomes the answer that it names. */
  public interface Work {
    /** Runs on the server's thread and must not block. */
    CompletionStage<Reply> start(Exchange exchange);
  }

  /** Admits a request, starts the work, and answers when it is done. */
  public static void serve(
      Request request, Response response, Callback callback, Admission admission, Work work) {
    Exchange exchange = new Exchange(request, response, callback, admission);
    if (!admission.enter()) {
      String message = "too many requests are under way";
      exchange.send(ErrorReply.of(Failure.refused(Failure.Code.OVERLOADED, message)));
      return;
    }
    Request.addCompletionListener(request, failure -> admission.leave(exchange.reserved));
    exchange.begin(() -> work.start(exchange)).whenComplete(exchange::finish);
  }

  private CompletionStage<Reply> begin(Supplier<CompletionStage<Reply>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The request. */
  public Request request() {
    return request;
  }

  /**
   * What a store promised, continued on a thread of the HTTP server. Every stage of a store goes
   * through here before anything is rendered or sent.
   */
  public <T> CompletionStage<T> back(CompletionStage<T> fromStore) {
    return fromStore.whenCompleteAsync(
        (result, failure) -> {}, request.getComponents().getExecutor());
  }

  /** The whole body, at most {@code limit} bytes; a longer announced one is refused unread. */
  public CompletableFuture<byte[]> body(int limit) {
    long length = request.getLength();
    return length > limit
        ? CompletableFuture.failedFuture(BodyReader.tooLarge(limit))
        : new BodyReader(request, length, limit, this::reserve).start();
  }

  private boolean reserve(int count) {
    boolean granted = admission.reserve(count);
    reserved += granted ? count : 0;
    return granted;
  }

  private void finish(@Nullable Reply reply, @Nullable Throwable failure) {
    if (reply != null) {
      send(reply);
    } else if (failure != null) {
      send(errorReply(failure));
    }
  }

  private Reply errorReply(Throwable thrown) {
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (failure instanceof RefusedException refused) {
      return refused.reply();
    }
    if (failure instanceof StoreException failed) {
      return ErrorReply.of(failed.failure());
    }
    LOG.error("{} failed unexpectedly", request.getMethod(), failure);
    String message = "an internal error; the log has more";
    return ErrorReply.of(new Failure(Failure.Code.INTERNAL, message, outcomeUnforeseen(), 0, 0));
  }

  /** A read stores nothing, whatever went wrong with it; a write may have. */
  private Failure.Outcome outcomeUnforeseen() {
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    return reads ? Failure.Outcome.REFUSED : Failure.Outcome.UNKNOWN;
  }

  private void send(Reply reply) {
    reply.writeTo(response, Callback.from(() -> Drain.rest(request, callback), callback::failed));
  }
}
