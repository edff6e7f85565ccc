package org.dynamokv.transport.http.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.transport.http.RawConnection;
import org.dynamokv.transport.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are bytes: a raw segment is percent-decoded once and means nothing else. */
class RestPathTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String put(String rawPath) throws Exception {
    return RawConnection.exchange(
        server.port(), "PUT " + rawPath + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nv");
  }

  private static Bytes latin1(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a%2Fb a/b", "%25 %", "%2525 %25", "%252F %2F", "a;b=c a;b=c", "a%3Bb a;b", ".. ..", ". .",
        "%2e%2e ..", "..%2F.. ../..", "+ +", "%20 ' '", "a\\b a\\b", "%5C \\", "%3F ?", "%23 #",
        "a:b@c,d=e a:b@c,d=e", "~!$&()* ~!$&()*"
      })
  void aSegmentIsDecodedOnce(String raw, String decoded) throws Exception {
    assertThat(put("/buckets/" + raw + "/keys/" + raw)).startsWith("HTTP/1.1 204");
    String bytes = decoded.equals("' '") ? " " : decoded;
    assertThat(server.store().lastPut().key()).isEqualTo(Key.of(bytes, bytes));
    assertThat(
            RawConnection.exchange(
                server.port(),
                "GET /buckets/" + raw + "/keys/" + raw + " HTTP/1.1\r\nHost: h\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void everyByteIsAnOrdinaryKeyByte() throws Exception {
    StringBuilder raw = new StringBuilder();
    StringBuilder bytes = new StringBuilder();
    for (int b = 0; b < 256; b++) {
      raw.append(String.format("%%%02x", b));
      bytes.append((char) b);
    }
    assertThat(put("/buckets/b/keys/" + raw)).startsWith("HTTP/1.1 204");
    assertThat(server.store().lastPut().key().key()).isEqualTo(latin1(bytes.toString()));
  }

  @Test
  void anyKeyUpToTheLimitFitsIntoARequestLine() throws Exception {
    long seed = new Random().nextLong();
    byte[] key = new byte[4096];
    byte[] bucket = new byte[255];
    Random random = new Random(seed);
    random.nextBytes(key);
    random.nextBytes(bucket);
    assertThat(put("/buckets/" + encode(bucket) + "/keys/" + encode(key)))
        .as("seed " + seed)
        .startsWith("HTTP/1.1 204");
    assertThat(server.store().lastPut().key())
        .as("seed " + seed)
        .isEqualTo(new Key(Bytes.wrap(bucket), Bytes.wrap(key)));
  }

  private static String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      out.append(String.format("%%%02X", b));
    }
    return out.toString();
  }

  @Test
  void anEmptyKeyIsAKeyAndAnEmptyBucketIsNot() throws Exception {
    assertThat(put("/buckets/b/keys/")).startsWith("HTTP/1.1 204");
    assertThat(server.store().lastPut().key()).isEqualTo(Key.of("b", ""));
    assertThat(put("/buckets//keys/k")).startsWith("HTTP/1.1 400");
  }

  @Test
  void rawNonAsciiInAPathIsItsUtf8Bytes() throws Exception {
    String raw = new String("schlüssel".getBytes(StandardCharsets.UTF_8), "ISO-8859-1");
    assertThat(put("/buckets/b/keys/" + raw)).startsWith("HTTP/1.1 204");
    assertThat(server.store().lastPut().key()).isEqualTo(Key.of("b", "schlüssel"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%1", "%zz", "a%2", "%+1", "%-1"})
  void aBrokenPercentSignIsA400(String raw) throws Exception {
    assertThat(put("/buckets/b/keys/" + raw)).startsWith("HTTP/1.1 400");
  }

  @Test
  void anAbsoluteRequestTargetIsUnderstood() throws Exception {
    assertThat(put("http://h/buckets/b/keys/a%2F%00b")).startsWith("HTTP/1.1 204");
    assertThat(server.store().lastPut().key()).isEqualTo(Key.of("b", "a/\0b"));
  }
}
