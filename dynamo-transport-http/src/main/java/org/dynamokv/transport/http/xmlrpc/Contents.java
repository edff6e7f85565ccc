package org.dynamokv.transport.http.xmlrpc;

import java.util.Collections;
import java.util.Locale;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.eclipse.jetty.http.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * XML-RPC values as contents, both ways. Strings are UTF-8 text and base64 is octets, so that other
 * doors read them plainly; the words of {@link ScalarType} have a content type of their own.
 */
final class Contents {
  static final String TEXT = "text/plain; charset=utf-8";
  private static final String WORD = "application/x-dynamo-xmlrpc; type=";

  private Contents() {}

  /** What to store, or null when it would not come back exactly as it is. */
  static @Nullable Content of(XmlRpcValue value) {
    if (value instanceof XmlRpcValue.Text text && XmlText.isCarried(text.text())) {
      return content(TEXT, Bytes.utf8(text.text()));
    }
    if (value instanceof XmlRpcValue.Binary binary) {
      return Content.of(binary.bytes());
    }
    if (value instanceof XmlRpcValue.Scalar word) {
      return content(WORD + word.type().tag(), Bytes.utf8(word.text()));
    }
    return null;
  }

  private static Content content(String type, Bytes bytes) {
    return new Content(bytes, type, Collections.emptySortedMap());
  }

  /** What a get returns for a content, whichever door it came through. */
  static XmlRpcValue toValue(Content content) {
    @Nullable XmlRpcValue plain =
        content.contentType().startsWith(WORD) ? word(content) : text(content);
    return plain == null ? new XmlRpcValue.Binary(content.value()) : plain;
  }

  private static @Nullable XmlRpcValue word(Content content) {
    ScalarType type = ScalarType.ofTag(content.contentType().substring(WORD.length()));
    String word = type == null ? null : type.canonical(content.value().asUtf8());
    return type == null || word == null ? null : new XmlRpcValue.Scalar(type, word);
  }

  private static @Nullable XmlRpcValue text(Content content) {
    String type = content.contentType().toLowerCase(Locale.ROOT);
    String charset = MimeTypes.getCharsetFromContentType(type);
    boolean utf8 = charset == null || charset.equals("utf-8") || charset.equals("us-ascii");
    String text = type.startsWith("text/") && utf8 ? XmlText.decode(content.value()) : null;
    return text == null ? null : new XmlRpcValue.Text(text);
  }
}
