package org.dynamokv.transport.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.dynamokv.transport.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestKeyTest {
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

  private static String context(HttpResponse<?> response) {
    return response.headers().firstValue("X-Dynamo-Context").orElse("");
  }

  @Test
  void aValueComesBackWithTypeMetadataAndTimes() throws Exception {
    HttpResponse<String> put =
        server.sendBody(
            "PUT", KEY, "grüße", "Content-Type", "text/x-own; v=1", "X-Dynamo-Meta-Color", "blue");
    assertThat(put.statusCode()).isEqualTo(204);
    assertThat(put.body()).isEmpty();
    assertThat(context(put)).isNotEmpty();
    HttpResponse<String> get = server.send("GET", KEY);
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo("grüße");
    Map<String, String> headers = new HashMap<>();
    get.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    assertThat(headers)
        .containsEntry("content-type", "text/x-own; v=1")
        .containsEntry("x-dynamo-meta-color", "blue")
        .containsEntry("x-dynamo-context", context(put))
        .containsEntry("x-dynamo-quorum", "sloppy")
        .containsEntry("last-modified", "Tue, 14 Nov 2023 22:13:21 GMT")
        .hasEntrySatisfying("etag", tag -> assertThat(tag).matches("\"[0-9a-f]{32}\""));
  }

  @Test
  void headAnswersWithTheHeadersOfGetAndNoBody() throws Exception {
    server.sendBody("PUT", KEY, "seven b");
    HttpResponse<String> head = server.send("HEAD", KEY);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("7");
    assertThat(head.headers().firstValue("ETag"))
        .isEqualTo(server.send("GET", KEY).headers().firstValue("ETag"));
    assertThat(head.body()).isEmpty();
    assertThat(server.send("HEAD", "/buckets/b/keys/none").statusCode()).isEqualTo(404);
  }

  @Test
  void aValueWithoutATypeIsOctets() throws Exception {
    server.send("PUT", KEY);
    HttpResponse<String> get = server.send("GET", KEY);
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEmpty();
    assertThat(get.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
  }

  @Test
  void aPutWithTheContextReplacesAndOneWithoutStandsBeside() throws Exception {
    String seen = context(server.sendBody("PUT", KEY, "one"));
    assertThat(context(server.sendBody("PUT", KEY, "two", "X-Dynamo-Context", seen))).isNotEmpty();
    assertThat(server.send("GET", KEY).body()).isEqualTo("two");
    HttpResponse<String> blind = server.sendBody("PUT", KEY, "three");
    assertThat(blind.statusCode()).isEqualTo(204);
    assertThat(context(blind)).isEmpty();
    assertThat(server.send("GET", KEY).statusCode()).isEqualTo(300);
  }

  @Test
  void aPaddedContextIsTolerated() throws Exception {
    byte[] seen = Base64.getUrlDecoder().decode(context(server.sendBody("PUT", KEY, "one")));
    String padded = Base64.getUrlEncoder().encodeToString(seen);
    server.sendBody("PUT", KEY, "two", "X-Dynamo-Context", padded);
    assertThat(server.send("GET", KEY).body()).isEqualTo("two");
  }

  @Test
  void aDeleteLeavesA404ThatCarriesTheTombstonesContext() throws Exception {
    assertThat(context(server.send("GET", KEY))).isEmpty();
    server.sendBody("PUT", KEY, "one");
    assertThat(server.send("DELETE", KEY).statusCode()).isEqualTo(204);
    HttpResponse<String> gone = server.send("GET", KEY);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).contains("\"error\":\"not-found\"");
    assertThat(context(gone)).isNotEmpty();
    assertThat(gone.headers().firstValue("X-Dynamo-Quorum")).hasValue("sloppy");
    server.sendBody("PUT", KEY, "again", "X-Dynamo-Context", context(gone));
    assertThat(server.send("GET", KEY).body()).isEqualTo("again");
  }

  @Test
  void aDeleteWithAContextLeavesWhatItHasNotSeen() throws Exception {
    String seen = context(server.sendBody("PUT", KEY, "one"));
    server.sendBody("PUT", KEY, "two");
    assertThat(server.send("DELETE", KEY, "X-Dynamo-Context", seen).statusCode()).isEqualTo(204);
    assertThat(server.send("GET", KEY).body()).isEqualTo("two");
  }

  @Test
  void returnbodyShowsTheObjectAfterTheWrite() throws Exception {
    HttpResponse<String> put = server.sendBody("PUT", KEY + "?returnbody=true", "one");
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(put.body()).isEqualTo("one");
    assertThat(context(put)).isNotEmpty();
    HttpResponse<String> beside = server.sendBody("PUT", KEY + "?returnbody=true", "two");
    assertThat(beside.statusCode()).isEqualTo(300);
    assertThat(server.sendBody("PUT", KEY + "?returnbody=false", "x").statusCode()).isEqualTo(204);
  }

  @Test
  void aPostMakesAKeyAndSaysWhere() throws Exception {
    HttpResponse<String> post = server.sendBody("POST", "/buckets/b%2Fc/keys", "made");
    assertThat(post.statusCode()).isEqualTo(201);
    String location = post.headers().firstValue("Location").orElseThrow();
    assertThat(location).matches("/buckets/b%2Fc/keys/[A-Za-z0-9_-]{22}");
    assertThat(server.send("GET", location).body()).isEqualTo("made");
    HttpResponse<String> other = server.sendBody("POST", "/buckets/b%2Fc/keys", "made");
    assertThat(other.headers().firstValue("Location").orElseThrow()).isNotEqualTo(location);
  }

  @Test
  void timeToLiveReachesTheStoreInMilliseconds() throws Exception {
    server.sendBody("PUT", KEY, "one", "X-Dynamo-Ttl", "90");
    assertThat(server.store().lastPut().ttlMillis()).isEqualTo(90_000);
  }

  @Test
  void metadataIsUnicodeAndItsNamesAreLowerCase() throws Exception {
    String value = new String("grün".getBytes("UTF-8"), "ISO-8859-1");
    String put = "PUT " + KEY + " HTTP/1.1\r\nHost: h\r\nX-DYNAMO-META-Wie: " + value;
    assertThat(
            org.dynamokv.transport.http.RawConnection.exchange(
                server.port(), put + "\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 204");
    assertThat(server.store().lastPut().content().meta()).containsEntry("wie", "grün");
    assertThat(
            org.dynamokv.transport.http.RawConnection.exchange(
                server.port(), "GET " + KEY + " HTTP/1.1\r\nHost: h\r\n\r\n"))
        .contains("X-Dynamo-Meta-wie: " + value + "\r\n");
  }
}
