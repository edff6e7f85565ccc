package org.dynamokv.transport.http.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CarriageReturnsTest {
  private static String kept(String xml) {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    return new String(CarriageReturns.kept(bytes), StandardCharsets.UTF_8);
  }

  @Test
  void onlyThoseInTextAreKept() {
    assertThat(kept("<?xml version='1.0'?>\r\n<a\r>\r<b/>\r</a>\r\n"))
        .isEqualTo("<?xml version='1.0'?>\r\n<a\r>&#13;<b/>&#13;</a>\r\n");
  }

  @Test
  void characterDataCommentsAndWideEncodingsStayAsTheyAre() {
    assertThat(kept("<a><![CDATA[\r]]>\r</a>")).isEqualTo("<a><![CDATA[\r]]>\r</a>");
    assertThat(kept("<a><!-- \r --></a>")).isEqualTo("<a><!-- \r --></a>");
    byte[] wide = "<a>\r</a>".getBytes(StandardCharsets.UTF_16);
    assertThat(CarriageReturns.kept(wide)).isSameAs(wide);
  }

  @Test
  void anyBodyIsWalkedWithoutAnError() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "<>/?\r ax";
    for (int run = 0; run < 20_000; run++) {
      StringBuilder body = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        body.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(kept(body.toString()).replace("&#13;", "\r"))
          .as("seed " + seed)
          .isEqualTo(body.toString());
    }
  }

  @Test
  void valuesWithLineEndsOfAnyKindAreReadAsTheyWereSent() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        value.append("\r\n>/? a".charAt(random.nextInt(7)));
      }
      String call =
          "<?xml version='1.0'?>\r\n<methodCall>\r\n<methodName>put</methodName>\r<params >\r\n<param>"
              + "\r\n<value><string>"
              + value.toString().replace("]]>", "]]&gt;")
              + "</string></value>\r\n</param></params>\r\n</methodCall>\r\n";
      MethodCall parsed = MethodCallParser.parse(call.getBytes(StandardCharsets.UTF_8));
      assertThat(parsed.parameters())
          .as("seed " + seed)
          .containsExactly(new XmlRpcValue.Text(value.toString()));
    }
  }
}
