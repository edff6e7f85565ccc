package org.dynamokv.transport.http.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.transport.http.RawConnection;
import org.dynamokv.transport.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wire, to the byte: what Dynamite's clients send and read, and what an attacker would send.
 */
class XmlRpcDoorTest {
  private static final String HEAD = "<?xml version='1.0'?>\n<methodResponse>";
  private static final String STORED = answer("<string>200</string>");
  private static final String NOT_STORED = answer("<string>400</string>");
  private static final String NIL = answer("<nil></nil>");

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String answer(String value) {
    return HEAD + "<params><param><value>" + value + "</value></param></params></methodResponse>";
  }

  private static String call(String method, String... values) {
    StringBuilder xml = new StringBuilder("<?xml version='1.0'?>\n<methodCall>\n<methodName>");
    xml.append(method).append("</methodName>\n<params>\n");
    for (String value : values) {
      xml.append("<param>\n<value>").append(value).append("</value>\n</param>\n");
    }
    return xml.append("</params>\n</methodCall>\n").toString();
  }

  private String post(String body) throws Exception {
    HttpResponse<String> answer = server.sendBody("POST", "/RPC2", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml");
    return answer.body().replace("<nil/>", "<nil></nil>");
  }

  @Test
  void answersAreWrittenAsDynamitesClientsReadThem() throws Exception {
    assertThat(post(call("put", "<string>k</string>", "<string>a &lt; b</string>")))
        .isEqualTo(STORED);
    assertThat(post(call("get", "k"))).isEqualTo(answer("<string>a &lt; b</string>"));
    assertThat(post(call("get", "none"))).isEqualTo(NIL);
  }

  @Test
  void aPutOverwritesWhateverStandsThere() throws Exception {
    server.sendBody("PUT", "/buckets/default/keys/k", "a", "Content-Type", "text/plain");
    server.sendBody("PUT", "/buckets/default/keys/k", "b", "Content-Type", "text/plain");
    assertThat(post(call("get", "k"))).as("newest").isEqualTo(answer("<string>b</string>"));
    assertThat(post(call("put", "k", "c"))).isEqualTo(STORED);
    HttpResponse<String> get = server.send("GET", "/buckets/default/keys/k");
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo("c");
    assertThat(get.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<int>7</int>",
        "<int>-2147483648</int>",
        "<double>1.5</double>",
        "<boolean>1</boolean>",
        "<dateTime.iso8601>20090314T15:09:26</dateTime.iso8601>",
        "<base64>AP8=</base64>",
        "<string></string>",
        "<string>a&#13;\nb</string>"
      })
  void aTypedValueComesBackAsItWas(String value) throws Exception {
    assertThat(post(call("put", "k", value))).isEqualTo(STORED);
    assertThat(post(call("get", "k"))).isEqualTo(answer(value));
  }

  @Test
  void otherSpellingsOfAValueAreUnderstood() throws Exception {
    String[][] spellings = {
      {"<i4>7</i4>", "<int>7</int>"},
      {"<int> +07\n</int>", "<int>7</int>"},
      {"\n  <int>7</int>\n", "<int>7</int>"},
      {"<double>1e3</double>", "<double>1000.0</double>"},
      {"<base64>\nAP8=\n</base64>", "<base64>AP8=</base64>"},
      {"bare", "<string>bare</string>"},
      {"  bare ", "<string>  bare </string>"},
      {"", "<string></string>"},
      {"<string><![CDATA[<b>]]></string>", "<string>&lt;b&gt;</string>"},
      {"<string>a\r\nb</string>", "<string>a&#13;\nb</string>"},
    };
    for (String[] spelling : spellings) {
      assertThat(post(call("put", "k", spelling[0]))).isEqualTo(STORED);
      assertThat(post(call("get", "k"))).isEqualTo(answer(spelling[1]));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<nil/>",
        "<array><data/></array>",
        "<struct></struct>",
        "<int>2147483648</int>",
        "<int>1.5</int>",
        "<int></int>",
        "<int>99999999999999999999</int>",
        "<i8>1</i8>",
        "<double>x</double>",
        "<double>0x1p3</double>",
        "<double>1d</double>",
        "<double>1e999</double>",
        "<boolean>2</boolean>",
        "<boolean>true</boolean>",
        "<base64>A</base64>",
        "<base64>!!!!</base64>",
        "<dateTime.iso8601>soon</dateTime.iso8601>",
        "<string>\u0001</string>",
        "<string>&#0;</string>",
        "<string>&nbsp;</string>",
        "<string>a<b/></string>",
        "text<int>1</int>",
        "<int>1</int><int>2</int>"
      })
  void whatCannotBeKeptExactlyIsNotStored(String value) throws Exception {
    assertThat(post(call("put", "k", value))).isEqualTo(NOT_STORED);
    assertThat(post(call("get", "k"))).isEqualTo(NIL);
  }

  @Test
  void valuesOfTheRestDoorAreReadable() throws Exception {
    String[][] values = {
      {"text/plain", "é", "<string>é</string>"},
      {"text/html;charset=UTF-8", "<b>", "<string>&lt;b&gt;</string>"},
      {"text/plain; charset=iso-8859-1", "ab", "<base64>YWI=</base64>"},
      {"text/plain", "\u0000", "<base64>AA==</base64>"},
      {"application/json", "{}", "<base64>e30=</base64>"},
      {"application/x-dynamo-xmlrpc; type=int", "12", "<int>12</int>"},
      {"application/x-dynamo-xmlrpc; type=int", "ab", "<base64>YWI=</base64>"},
      {"application/x-dynamo-xmlrpc; type=other", "ab", "<base64>YWI=</base64>"},
    };
    for (String[] value : values) {
      server.sendBody(
          "PUT",
          "/buckets/default/keys/" + value[2].hashCode(),
          value[1],
          "Content-Type",
          value[0]);
      assertThat(post(call("get", "" + value[2].hashCode()))).isEqualTo(answer(value[2]));
      server.send("DELETE", "/buckets/default/keys/" + value[2].hashCode());
    }
  }

  @ParameterizedTest
  @EnumSource(Failure.Code.class)
  void anyFailureOfTheStoreIs400ForPutAndNilForGet(Failure.Code code) throws Exception {
    for (Failure.Outcome outcome : Failure.Outcome.values()) {
      server.store().failWith(new StoreException(new Failure(code, "why", outcome, 2, 1)));
      assertThat(post(call("put", "k", "v"))).isEqualTo(NOT_STORED);
      assertThat(post(call("get", "k"))).isEqualTo(NIL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not xml",
        "<methodCall>",
        "<methodResponse/>",
        "<methodCall></methodCall>",
        "<methodCall><methodName>get</methodName><params><param></param></params></methodCall>",
        "<methodCall><methodName>get</methodName></methodCall>",
        "<methodCall><methodName>get</methodName><params></params></methodCall>x",
        "<!DOCTYPE methodCall><methodCall><methodName>get</methodName></methodCall>"
      })
  void anythingElseIsAFault(String body) throws Exception {
    assertThat(post(body))
        .startsWith(
            HEAD
                + "<fault><value><struct><member><name>faultCode</name><value><int>1</int></value>"
                + "</member><member><name>faultString</name><value><string>");
  }

  @Test
  void documentTypesAndEntitiesAreRefused() throws Exception {
    try (TestServer bait = new TestServer()) {
      String outside = "http://127.0.0.1:" + bait.port() + "/buckets/b/keys/k";
      for (String entity :
          new String[] {
            "<!ENTITY e 'text'>",
            "<!ENTITY e SYSTEM 'file:///etc/passwd'>",
            "<!ENTITY e SYSTEM '" + outside + "'>",
            "<!ENTITY % e SYSTEM '" + outside + "'> %e;"
          }) {
        String call = call("put", "k", "<string>&e;</string>");
        assertThat(post(call.replace("<methodCall>", "<!DOCTYPE x [" + entity + "]><methodCall>")))
            .contains("<fault>");
      }
      assertThat(bait.store().lastOptions())
          .as("never asked")
          .isSameAs(org.dynamokv.core.store.RequestOptions.DEFAULT);
    }
    assertThat(post(call("get", "k"))).isEqualTo(NIL);
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    String deep = "<array><data><value>".repeat(5_000);
    assertThat(post(call("put", "k", deep))).isEqualTo(NOT_STORED);
    assertThat(post(call("get", deep))).contains("nested deeper");
  }

  @Test
  void manyParametersAreRefused() throws Exception {
    assertThat(post(call("get", new String[3000]))).contains("<fault>");
  }

  @Test
  void http10AndABodyAfterItsHeadersAreUnderstood() throws Exception {
    String body = call("put", "<string>k</string>", "<int>1</int>");
    String head = "POST /RPC2 HTTP/1.0\r\nHost: h\r\nUser-Agent: xmlrpclib.py/1.0.1\r\n";
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(head + "Content-Type: text/xml\r\n");
      connection.send("Content-Length: " + body.length() + "\r\n\r\n");
      connection.send(body.substring(0, 10));
      connection.send(body.substring(10));
      assertThat(connection.answer()).startsWith("HTTP/1.1 200").endsWith(STORED);
      assertThat(connection.atEnd()).as("HTTP/1.0 closes").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
  void otherMethodsAreNotImplemented(String method) throws Exception {
    assertThat(server.send(method, "/RPC2").statusCode()).isEqualTo(501);
    assertThat(server.send(method, "/").statusCode()).isEqualTo(501);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/RPC", "/RPC2/", "/rpc2", "/x", "//", "/RPC2;x"})
  void otherPathsAreNotFound(String path) throws Exception {
    assertThat(server.sendBody("POST", path, call("get", "k")).statusCode()).isEqualTo(404);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
      zipped.write(bytes);
    }
    return out.toByteArray();
  }

  private HttpResponse<byte[]> postZipped(byte[] zipped) throws Exception {
    return server
        .client()
        .send(
            server
                .request("POST", "/", BodyPublishers.ofByteArray(zipped))
                .header("Content-Encoding", "gzip")
                .header("Accept-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray());
  }

  @Test
  void gzipIsSpokenBothWays() throws Exception {
    String value = "<string>" + "zipped ".repeat(5000) + "</string>";
    HttpResponse<byte[]> put = postZipped(gzip(call("put", "k", value).getBytes("UTF-8")));
    assertThat(put.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> get = postZipped(gzip(call("get", "k").getBytes("UTF-8")));
    assertThat(get.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(get.body().length).isLessThan(5000);
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(get.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(answer(value));
  }

  @Test
  void aGzipBombIsRefusedBeforeItIsInflated() throws Exception {
    byte[] bomb = gzip(call("put", "k", "0".repeat(50_000_000)).getBytes("UTF-8"));
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(postZipped(bomb).statusCode()).isEqualTo(413);
  }

  @Test
  void brokenGzipAndOtherCodingsAreRefused() throws Exception {
    assertThat(postZipped("not gzip at all".getBytes("UTF-8")).statusCode()).isEqualTo(400);
    HttpResponse<String> answer =
        server.sendBody("POST", "/", call("get", "k"), "Content-Encoding", "deflate");
    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @Test
  void anOversizedCallIs413() throws Exception {
    String body = call("put", "k", "v".repeat(2 * TestServer.LIMITS.valueBytes() + (64 << 10)));
    assertThat(server.sendBody("POST", "/", body).statusCode()).isEqualTo(413);
  }
}
