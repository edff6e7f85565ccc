package org.dynamokv.transport.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.dynamokv.transport.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestPreconditionTest {
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

  private String tag() throws Exception {
    return server.send("GET", KEY).headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void ifNoneMatchAnyStoresOnlyWhereNothingIs() throws Exception {
    assertThat(server.sendBody("PUT", KEY, "one", "If-None-Match", "*").statusCode())
        .isEqualTo(204);
    HttpResponse<String> again = server.sendBody("PUT", KEY, "two", "If-None-Match", "*");
    assertThat(again.statusCode()).isEqualTo(412);
    assertThat(again.body())
        .contains("\"error\":\"precondition-failed\"", "\"outcome\":\"refused\"");
    assertThat(server.send("GET", KEY).body()).isEqualTo("one");
  }

  @Test
  void ifNoneMatchAnyReplacesATombstone() throws Exception {
    server.sendBody("PUT", KEY, "one");
    server.send("DELETE", KEY);
    HttpResponse<String> put = server.sendBody("PUT", KEY, "two", "If-None-Match", "*");
    assertThat(put.statusCode()).isEqualTo(204);
    assertThat(put.headers().firstValue("X-Dynamo-Context")).as("it stands alone").isPresent();
  }

  @Test
  void ifMatchWithTheTagReplacesAndWithAnOldOneIsRefused() throws Exception {
    server.sendBody("PUT", KEY, "one");
    String old = tag();
    assertThat(server.sendBody("PUT", KEY, "two", "If-Match", old).statusCode()).isEqualTo(204);
    assertThat(server.send("GET", KEY).body()).isEqualTo("two");
    assertThat(server.sendBody("PUT", KEY, "three", "If-Match", old).statusCode()).isEqualTo(412);
    assertThat(server.send("DELETE", KEY, "If-Match", old).statusCode()).isEqualTo(412);
    assertThat(server.sendBody("PUT", KEY, "x", "If-Match", "\"no\", " + tag()).statusCode())
        .isEqualTo(204);
    assertThat(server.send("DELETE", KEY, "If-Match", tag()).statusCode()).isEqualTo(204);
    assertThat(server.send("GET", KEY).statusCode()).isEqualTo(404);
  }

  @Test
  void ifMatchAnyAsksThatSomethingIsThereAndHidesNothingUnseen() throws Exception {
    assertThat(server.sendBody("PUT", KEY, "one", "If-Match", "*").statusCode()).isEqualTo(412);
    server.sendBody("PUT", KEY, "one");
    assertThat(server.sendBody("PUT", KEY, "two", "If-Match", "*").statusCode()).isEqualTo(204);
    assertThat(server.send("GET", KEY).statusCode()).isEqualTo(300);
  }

  @Test
  void ifMatchWithATagAndAnyHidesNothingUnseenEither() throws Exception {
    server.sendBody("PUT", KEY, "one");
    server.sendBody("PUT", KEY, "two", "If-Match", "\"some\", *");
    assertThat(server.send("GET", KEY).statusCode()).isEqualTo(300);
  }

  @Test
  void aWeakTagNeverMatchesAWrite() throws Exception {
    server.sendBody("PUT", KEY, "one");
    assertThat(server.sendBody("PUT", KEY, "two", "If-Match", "W/" + tag()).statusCode())
        .isEqualTo(412);
  }

  @Test
  void aGetOfWhatTheReaderHasIs304() throws Exception {
    server.sendBody("PUT", KEY, "one");
    for (String tags : new String[] {tag(), "W/" + tag(), "\"x\", " + tag(), "*"}) {
      HttpResponse<String> get = server.send("GET", KEY, "If-None-Match", tags);
      assertThat(get.statusCode()).as(tags).isEqualTo(304);
      assertThat(get.headers().firstValue("ETag")).hasValue(tag());
    }
    assertThat(server.send("GET", KEY, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    assertThat(server.send("GET", KEY, "If-Match", "\"x\"").statusCode()).isEqualTo(412);
  }

  @Test
  void theTagChangesWithEveryWriteAndWithEverySibling() throws Exception {
    server.sendBody("PUT", KEY, "same");
    String one = tag();
    server.sendBody("PUT", KEY, "same", "If-Match", one);
    String two = tag();
    server.sendBody("PUT", KEY, "same");
    assertThat(tag()).isNotEqualTo(two).isNotEqualTo(one);
    assertThat(two).isNotEqualTo(one);
  }

  @Test
  void aTagWithoutQuotesIsA400() throws Exception {
    for (String header : new String[] {"If-Match", "If-None-Match"}) {
      assertThat(server.sendBody("PUT", KEY, "x", header, "abc").statusCode()).isEqualTo(400);
      assertThat(server.send("GET", KEY, header, "abc").statusCode()).isEqualTo(400);
    }
  }
}
