package org.dynamokv.transport.http.xmlrpc;

import java.util.Base64;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dynamokv.core.value.Bytes;
import org.jspecify.annotations.Nullable;

/** Reads what stands in one {@code value} element, and leaves the reader at its end. */
final class ValueParser {
  private static final int MOST_DEPTH = 64;

  private final XMLStreamReader xml;

  ValueParser(XMLStreamReader xml) {
    this.xml = xml;
  }

  XmlRpcValue value() throws XMLStreamException {
    StringBuilder bare = new StringBuilder();
    int event = xml.next();
    while (isText(event)) {
      bare.append(xml.getText());
      event = xml.next();
    }
    if (event == XMLStreamConstants.END_ELEMENT) {
      return new XmlRpcValue.Text(bare.toString());
    }
    if (event != XMLStreamConstants.START_ELEMENT || !bare.toString().isBlank()) {
      throw new XMLStreamException("a value is text or one element");
    }
    XmlRpcValue value = typed(xml.getLocalName());
    if (xml.nextTag() != XMLStreamConstants.END_ELEMENT) {
      throw new XMLStreamException("a value has one element only");
    }
    return value;
  }

  /** Comments and processing instructions count as no text; an unknown entity ends the value. */
  private boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  private XmlRpcValue typed(String tag) throws XMLStreamException {
    if (tag.equals("string")) {
      return new XmlRpcValue.Text(xml.getElementText());
    }
    if (tag.equals("base64")) {
      return binary(xml.getElementText());
    }
    @Nullable ScalarType type = ScalarType.ofTag(tag);
    if (type == null) {
      skip();
      return new XmlRpcValue.Unkeepable();
    }
    String word = type.canonical(xml.getElementText().strip());
    return word == null ? new XmlRpcValue.Unkeepable() : new XmlRpcValue.Scalar(type, word);
  }

  private static XmlRpcValue binary(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("[ \t\r\n]", ""));
      return new XmlRpcValue.Binary(Bytes.wrap(bytes));
    } catch (IllegalArgumentException e) {
      return new XmlRpcValue.Unkeepable();
    }
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && ++depth > MOST_DEPTH) {
        throw new XMLStreamException("values are nested deeper than " + MOST_DEPTH);
      }
      depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
    }
  }
}
