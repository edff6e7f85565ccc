package org.dynamokv.transport.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Failure.Outcome;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.transport.http.RawConnection;
import org.dynamokv.transport.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestErrorTest {
  private static final String KEY = "/buckets/b/keys/k";

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void assertError(HttpResponse<String> answer, int status, String error)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode json = new ObjectMapper().readTree(answer.body());
    assertThat(json.get("error").asText()).isEqualTo(error);
    assertThat(json.get("message").asText()).isNotEmpty();
    assertThat(json.get("outcome").asText()).isEqualTo(status == 504 ? "unknown" : "refused");
  }

  /** Written out by hand: the contract, not the code, says what each is. */
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(Code.BAD_REQUEST, 400, "bad-request"),
        Arguments.of(Code.BUCKET_TOO_LONG, 400, "bucket-too-long"),
        Arguments.of(Code.KEY_TOO_LONG, 400, "key-too-long"),
        Arguments.of(Code.VALUE_TOO_LARGE, 413, "value-too-large"),
        Arguments.of(Code.META_TOO_LARGE, 400, "meta-too-large"),
        Arguments.of(Code.CONTEXT_TOO_LARGE, 400, "context-too-large"),
        Arguments.of(Code.BAD_CONTEXT, 400, "bad-context"),
        Arguments.of(Code.TOO_MANY_SIBLINGS, 400, "too-many-siblings"),
        Arguments.of(Code.CLOCK_DRIFT, 503, "clock-drift"),
        Arguments.of(Code.NOT_ENOUGH_REPLICAS, 503, "not-enough-replicas"),
        Arguments.of(Code.OVERLOADED, 503, "overloaded"),
        Arguments.of(Code.TIMEOUT, 503, "timeout"),
        Arguments.of(Code.NOT_READY, 503, "not-ready"),
        Arguments.of(Code.STORAGE, 503, "storage"),
        Arguments.of(Code.INTERNAL, 500, "internal"));
  }

  @Test
  void theTableNamesEveryFailure() {
    assertThat(failures().map(row -> row.get()[0])).containsExactly((Object[]) Code.values());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aRefusalHasItsStatusAndAnUnknownOutcomeIs504(Code code, int status, String error)
      throws Exception {
    server.store().failWith(new StoreException(new Failure(code, "why", Outcome.REFUSED, 2, 1)));
    HttpResponse<String> refused = server.sendBody("PUT", KEY, "v");
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.body())
        .isEqualTo(
            "{\"error\":\""
                + error
                + "\",\"message\":\"why\",\"required\":2,\"answered\":1,\"outcome\":\"refused\"}");
    assertThat(refused.headers().firstValue("Retry-After").isPresent())
        .isEqualTo(code == Code.OVERLOADED);
    assertError(server.send("GET", KEY), status, error);
    assertError(server.send("DELETE", KEY), status, error);
    server.store().failWith(new StoreException(new Failure(code, "why", Outcome.UNKNOWN, 2, 1)));
    assertError(server.sendBody("PUT", KEY, "v"), 504, error);
  }

  @Test
  void aBugInTheStoreIsUnknownForAWriteAndRefusedForARead() throws Exception {
    server.store().failWith(new IllegalStateException("planted by a test"));
    assertError(server.send("GET", KEY), 500, "internal");
    assertError(server.sendBody("PUT", KEY, "v"), 504, "internal");
    assertError(server.send("DELETE", KEY), 504, "internal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r=0",
        "r=x",
        "r=-1",
        "r=",
        "w=4",
        "r=4",
        "w=1.5",
        "timeout=0",
        "timeout=60001",
        "timeout=99999999999",
        "consistency=loose",
        "consistency=",
        "r=1&r=2",
        "color=blue",
        "returnbody=maybe",
        "r=%zz",
        "R=1"
      })
  void aBadQueryParameterIsA400(String query) throws Exception {
    assertThat(putWithQuery(query))
        .startsWith("HTTP/1.1 400")
        .contains("\"error\":\"bad-request\"");
    assertThat(server.send("GET", KEY).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "60001", "99999999999"})
  void aBadTimeoutNamesItsBounds(String timeout) throws Exception {
    assertThat(putWithQuery("timeout=" + timeout))
        .contains("timeout is a number of milliseconds from 1 to 60000, not '" + timeout + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "a%2", "%", "%u0041", "%00%zz"})
  void aLonePercentSignInAKeyIsExplained(String key) throws Exception {
    String head =
        "GET /buckets/b/keys/" + key + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    assertThat(RawConnection.exchange(server.port(), head))
        .startsWith("HTTP/1.1 400")
        .contains("\"error\":\"bad-request\"", "lacks its two hex digits");
  }

  /** By hand, because Java's client refuses to send some of them. */
  private String putWithQuery(String query) throws Exception {
    String head = "PUT " + KEY + "?" + query + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nv";
    return RawConnection.exchange(server.port(), head);
  }

  @Test
  void returnbodyBelongsToWritesOnly() throws Exception {
    assertError(server.send("GET", KEY + "?returnbody=true"), 400, "bad-request");
  }

  @Test
  void queryParametersReachTheStore() throws Exception {
    server.sendBody("PUT", KEY + "?r=1&w=3&timeout=1234&consistency=strict", "v");
    assertThat(server.store().lastOptions())
        .isEqualTo(
            new org.dynamokv.core.store.RequestOptions(
                1, 3, 1234, org.dynamokv.core.store.Consistency.STRICT));
    HttpResponse<String> get = server.send("GET", KEY + "?consistency=strict");
    assertThat(get.headers().firstValue("X-Dynamo-Quorum")).hasValue("strict");
  }

  @Test
  void overlongInputsAreRefusedByName() throws Exception {
    assertError(
        server.send("PUT", "/buckets/" + "b".repeat(256) + "/keys/k"), 400, "bucket-too-long");
    assertError(server.send("PUT", "/buckets/b/keys/" + "k".repeat(4097)), 400, "key-too-long");
    String meta = "m".repeat(8192);
    assertError(server.send("PUT", KEY, "X-Dynamo-Meta-A", meta), 400, "meta-too-large");
    String context = "A".repeat(8196);
    assertError(server.send("PUT", KEY, "X-Dynamo-Context", context), 400, "context-too-large");
  }

  @Test
  void badContextsAreRefusedByName() throws Exception {
    for (String context : new String[] {"not base64!", "AAAA", "A"}) {
      assertError(server.send("PUT", KEY, "X-Dynamo-Context", context), 400, "bad-context");
    }
    HttpResponse<String> put = server.sendBody("PUT", KEY, "v");
    String foreign = put.headers().firstValue("X-Dynamo-Context").orElseThrow();
    assertError(
        server.send("PUT", "/buckets/b/keys/other", "X-Dynamo-Context", foreign),
        400,
        "bad-context");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "", "3155760001", "99999999999999999999"})
  void aBadTimeToLiveIsA400(String ttl) throws Exception {
    assertError(server.sendBody("PUT", KEY, "v", "X-Dynamo-Ttl", ttl), 400, "bad-request");
  }

  @Test
  void anAnnouncedValueOverTheLimitIsRefusedUnread() throws Exception {
    String head = "PUT " + KEY + " HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n";
    assertThat(RawConnection.exchange(server.port(), head))
        .startsWith("HTTP/1.1 413")
        .contains("\"error\":\"value-too-large\"");
  }

  @Test
  void aClientThatSendsTooMuchStillSeesTheAnswerAndMayGoOn() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("PUT " + KEY + " HTTP/1.1\r\nHost: h\r\nContent-Length: 30000000\r\n\r\n");
      for (int i = 0; i < 30; i++) {
        connection.send("v".repeat(1_000_000));
      }
      assertThat(connection.answer()).startsWith("HTTP/1.1 413").contains("value-too-large");
      connection.send("GET " + KEY + " HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(connection.answer()).startsWith("HTTP/1.1 404");
    }
    assertThat(server.sendBody("PUT", KEY, "v".repeat(100_000)).statusCode()).isEqualTo(204);
    assertThat(server.send("GET", KEY).body()).hasSize(100_000);
  }

  @Test
  void aChunkedValueOverTheLimitIsRefusedWhileItIsRead() throws Exception {
    byte[] large = new byte[100_001];
    assertError(
        server.send(
            server.request(
                "PUT", KEY, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))),
        413,
        "value-too-large");
    byte[] fits = new byte[100_000];
    HttpResponse<String> put =
        server.send(
            server.request(
                "PUT", KEY, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(fits))));
    assertThat(put.statusCode()).isEqualTo(204);
  }

  @Test
  void aCodedBodyIsRefusedBecauseTheCodingWouldBeLost() throws Exception {
    assertError(
        server.sendBody("PUT", KEY, "v", "Content-Encoding", "gzip"),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /buckets/b/keys/k | GET, HEAD, PUT, DELETE",
        "POST | /buckets/b/keys/k | GET, HEAD, PUT, DELETE",
        "OPTIONS | /buckets/b/keys/k | GET, HEAD, PUT, DELETE",
        "PUT | /buckets/b/keys | POST"
      })
  void anotherMethodIsA405ThatSaysWhichAreAllowed(String method, String path, String allowed)
      throws Exception {
    HttpResponse<String> answer = server.send(method, path);
    assertError(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/buckets",
        "/buckets/",
        "/buckets/b",
        "/buckets/b/k",
        "/buckets/b/keys/a/b",
        "/x"
      })
  void anUnknownPathIsA404InJson(String path) throws Exception {
    assertError(server.send("GET", path), 404, "not-found");
  }
}
