package org.dynamokv.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.value.Endpoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A store's thread may be a shard's: nothing is written, and so nothing rendered, on it. */
class AnsweringThreadTest {
  private final Queue<String> writers = new ConcurrentLinkedQueue<>();

  private Handler watched(Handler doors) {
    return new Handler.Wrapper(doors) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        return super.handle(request, watched(request, response), callback);
      }
    };
  }

  private Response watched(Request request, Response response) {
    return new Response.Wrapper(request, response) {
      @Override
      public void write(boolean last, ByteBuffer bytes, Callback callback) {
        writers.add(Thread.currentThread().getName());
        super.write(last, bytes, callback);
      }
    };
  }

  @Test
  void answersAreWrittenOnTheServersThreads() throws Exception {
    try (MemoryStore store = new MemoryStore();
        HttpServer server =
            HttpServer.start(
                HttpListen.on(new Endpoint("127.0.0.1", 0)),
                List.of(watched(HttpDoors.handler(store, HttpLimits.DEFAULT))))) {
      HttpClient client = HttpClient.newHttpClient();
      URI base = URI.create("http://127.0.0.1:" + server.port());
      URI key = base.resolve("/buckets/b/keys/k");
      String call = "<methodCall><methodName>get</methodName><params><param><value>k</value>";
      for (int round = 0; round < 2; round++) {
        send(client, HttpRequest.newBuilder(key).PUT(BodyPublishers.ofString("v")));
        send(client, HttpRequest.newBuilder(key).GET());
        send(client, HttpRequest.newBuilder(key).DELETE().header("If-Match", "*"));
        String body = call + "</param></params></methodCall>";
        send(client, HttpRequest.newBuilder(base).POST(BodyPublishers.ofString(body)));
        store.failWith(new StoreException(Failure.refused(Failure.Code.OVERLOADED, "planted")));
      }
    }
    assertThat(writers).hasSize(8).allMatch(name -> name.startsWith("http-"));
  }

  private static void send(HttpClient client, HttpRequest.Builder request) throws Exception {
    client.send(request.build(), BodyHandlers.ofString());
  }
}
