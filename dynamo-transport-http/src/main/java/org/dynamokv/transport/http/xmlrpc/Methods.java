package org.dynamokv.transport.http.xmlrpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.transport.http.exchange.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two methods. Neither lets a caller see why something failed: put says {@code '400'}, get says
 * nil, as Dynamite did.
 */
final class Methods {
  private static final Logger LOG = LoggerFactory.getLogger(Methods.class);
  private static final int ERROR = 1;

  private final Store store;
  private final int valueBytes;

  Methods(Store store, int valueBytes) {
    this.store = store;
    this.valueBytes = valueBytes;
  }

  /** The answer to a call, as XML. */
  CompletionStage<byte[]> call(Exchange exchange, MethodCall call) {
    int arity = call.parameters().size();
    return switch (call.method()) {
      case "put" -> arity == 2 || arity == 3 ? put(exchange, call.parameters()) : wrongArity(call);
      case "get" -> arity == 1 ? get(exchange, call.parameters().get(0)) : wrongArity(call);
      default -> fault("method \"" + call.method() + "\" is not supported");
    };
  }

  /** The answer to a body that could not be read. */
  CompletionStage<byte[]> malformed(MalformedCallException e) {
    // The client's XML could not carry the value, say a control character: so it is not kept.
    return e.method().equals("put") ? stored(false) : fault("malformed call: " + e.getMessage());
  }

  /** The context, the third parameter, is ignored as Dynamite did: every put overwrites. */
  private CompletionStage<byte[]> put(Exchange exchange, List<XmlRpcValue> parameters) {
    @Nullable Key key = key(parameters.get(0));
    @Nullable Content content = Contents.of(parameters.get(1));
    if (key == null || content == null || content.value().length() > valueBytes) {
      return stored(false);
    }
    return exchange
        .back(store.overwrite(key, content, RequestOptions.DEFAULT))
        .handle(
            (written, failure) -> {
              report("put", failure);
              return failure == null;
            })
        .thenCompose(Methods::stored);
  }

  private CompletionStage<byte[]> get(Exchange exchange, XmlRpcValue parameter) {
    @Nullable Key key = key(parameter);
    if (key == null) {
      return answer(new XmlRpcValue.Nil());
    }
    return exchange
        .back(store.get(key, RequestOptions.DEFAULT))
        .handle(
            (seen, failure) -> {
              report("get", failure);
              return failure == null ? newest(seen) : new XmlRpcValue.Nil();
            })
        .thenCompose(Methods::answer);
  }

  private static XmlRpcValue newest(Reading seen) {
    return seen.isFound()
        ? Contents.toValue(seen.versions().get(0).content())
        : new XmlRpcValue.Nil();
  }

  private static @Nullable Key key(XmlRpcValue parameter) {
    try {
      boolean carried =
          parameter instanceof XmlRpcValue.Text text && XmlText.isCarried(text.text());
      return carried ? Key.of(((XmlRpcValue.Text) parameter).text()) : null;
    } catch (IllegalArgumentException e) {
      return null; // over its limit
    }
  }

  /** The caller hears only that it failed; what no store may fail with goes to the log. */
  private static void report(String method, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StoreException expected) {
      LOG.debug("{} failed: {}", method, expected.failure());
    } else if (cause != null) {
      LOG.error("{} failed unexpectedly", method, cause);
    }
  }

  private static CompletionStage<byte[]> stored(boolean done) {
    return answer(new XmlRpcValue.Text(done ? "200" : "400"));
  }

  private static CompletionStage<byte[]> wrongArity(MethodCall call) {
    return fault(call.method() + "() does not take " + call.parameters().size() + " parameters");
  }

  private static CompletionStage<byte[]> answer(XmlRpcValue value) {
    return CompletableFuture.completedFuture(MethodResponse.of(value));
  }

  private static CompletionStage<byte[]> fault(String message) {
    return CompletableFuture.completedFuture(MethodResponse.fault(ERROR, message));
  }
}
