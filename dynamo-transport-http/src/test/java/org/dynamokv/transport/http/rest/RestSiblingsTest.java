package org.dynamokv.transport.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dynamokv.transport.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestSiblingsTest {
  private static final String KEY = "/buckets/b/keys/k";

  private TestServer server;

  @BeforeEach
  void startWithTwoSiblings() throws Exception {
    server = new TestServer();
    server.sendBody("PUT", KEY, "older", "Content-Type", "text/a");
    server.sendBody("PUT", KEY, "newer", "Content-Type", "text/b", "X-Dynamo-Meta-Who", "me");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void siblingsComeAsMultipartNewestFirst() throws Exception {
    HttpResponse<String> get = server.send("GET", KEY);
    assertThat(get.statusCode()).isEqualTo(300);
    String type = get.headers().firstValue("Content-Type").orElseThrow();
    assertThat(type).matches("multipart/mixed; boundary=\"[A-Za-z0-9_-]{22}\"");
    String boundary = type.substring(type.indexOf('"') + 1, type.length() - 1);
    List<String> parts = List.of(get.body().split("--" + boundary));
    assertThat(parts).hasSize(4);
    assertThat(parts.get(0)).isEmpty();
    assertThat(parts.get(1))
        .startsWith("\r\nContent-Type: text/b\r\nX-Dynamo-Meta-who: me\r\nETag: \"")
        .contains("Last-Modified: Tue, 14 Nov 2023 22:13:22 GMT\r\n")
        .endsWith("\r\n\r\nnewer\r\n");
    assertThat(parts.get(2)).endsWith("\r\n\r\nolder\r\n");
    assertThat(parts.get(3)).isEqualTo("--\r\n");
  }

  @Test
  void siblingsComeAsJsonWhenAsked() throws Exception {
    HttpResponse<String> get = server.send("GET", KEY, "Accept", "application/json");
    assertThat(get.statusCode()).isEqualTo(300);
    JsonNode json = new ObjectMapper().readTree(get.body());
    assertThat(json.get("context").asText())
        .isEqualTo(get.headers().firstValue("X-Dynamo-Context").orElseThrow());
    JsonNode newest = json.get("siblings").get(0);
    assertThat(new String(newest.get("value").binaryValue(), StandardCharsets.UTF_8))
        .isEqualTo("newer");
    assertThat(newest.get("contentType").asText()).isEqualTo("text/b");
    assertThat(newest.get("meta").get("who").asText()).isEqualTo("me");
    assertThat(newest.get("modified").asLong()).isEqualTo(1_700_000_002_000L);
    assertThat(json.get("siblings")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | application/json",
        "multipart/mixed;q=0.1, application/json | application/json",
        "application/json;q=0.1, multipart/mixed | multipart/mixed",
        "*/* | multipart/mixed",
        "text/html | multipart/mixed"
      })
  void theClientsPreferenceDecides(String accept, String expected) throws Exception {
    HttpResponse<String> get = server.send("GET", KEY, "Accept", accept);
    assertThat(get.headers().firstValue("Content-Type").orElseThrow()).startsWith(expected);
    assertThat(get.headers().firstValue("Vary")).hasValue("Accept");
  }

  @Test
  void headOfSiblingsIs300WithTheirTagAndNoBody() throws Exception {
    HttpResponse<String> head = server.send("HEAD", KEY);
    assertThat(head.statusCode()).isEqualTo(300);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag"))
        .isEqualTo(server.send("GET", KEY).headers().firstValue("ETag"));
  }

  @Test
  void theContextOfSiblingsResolvesThem() throws Exception {
    String seen = server.send("GET", KEY).headers().firstValue("X-Dynamo-Context").orElseThrow();
    server.sendBody("PUT", KEY, "merged", "X-Dynamo-Context", seen);
    HttpResponse<String> get = server.send("GET", KEY);
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo("merged");
  }
}
