package org.dynamokv.transport.http.xmlrpc;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes answers and faults as XML. */
final class MethodResponse {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private MethodResponse() {}

  /** What writes the inside of an element. */
  private interface Part {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }

  static byte[] of(XmlRpcValue value) {
    return document(xml -> element(xml, "params", p -> element(p, "param", v -> value(v, value))));
  }

  static byte[] fault(int code, String message) {
    return document(
        xml ->
            element(
                xml,
                "fault",
                f -> element(f, "value", v -> element(v, "struct", s -> fault(s, code, message)))));
  }

  private static void fault(XMLStreamWriter xml, int code, String message)
      throws XMLStreamException {
    XmlRpcValue number = new XmlRpcValue.Scalar(ScalarType.INT, Integer.toString(code));
    String carried = XmlText.isCarried(message) ? message : "malformed call";
    element(xml, "member", m -> member(m, "faultCode", number));
    element(xml, "member", m -> member(m, "faultString", new XmlRpcValue.Text(carried)));
  }

  private static void member(XMLStreamWriter xml, String name, XmlRpcValue value)
      throws XMLStreamException {
    element(xml, "name", n -> n.writeCharacters(name));
    value(xml, value);
  }

  private static void value(XMLStreamWriter xml, XmlRpcValue value) throws XMLStreamException {
    element(xml, "value", v -> inside(v, value));
  }

  private static void inside(XMLStreamWriter xml, XmlRpcValue value) throws XMLStreamException {
    if (value instanceof XmlRpcValue.Text text) {
      element(xml, "string", s -> characters(s, text.text()));
    } else if (value instanceof XmlRpcValue.Binary binary) {
      String base64 = Base64.getEncoder().encodeToString(binary.bytes().array());
      element(xml, "base64", b -> b.writeCharacters(base64));
    } else if (value instanceof XmlRpcValue.Scalar word) {
      element(xml, word.type().tag(), w -> w.writeCharacters(word.text()));
    } else {
      xml.writeEmptyElement("nil");
    }
  }

  /** A carriage return goes as a reference: as itself the reader would make a line feed of it. */
  private static void characters(XMLStreamWriter xml, String text) throws XMLStreamException {
    int from = 0;
    for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', from)) {
      xml.writeCharacters(text.substring(from, at));
      xml.writeEntityRef("#13");
      from = at + 1;
    }
    xml.writeCharacters(text.substring(from));
  }

  private static void element(XMLStreamWriter xml, String name, Part part)
      throws XMLStreamException {
    xml.writeStartElement(name);
    part.write(xml);
    xml.writeEndElement();
  }

  private static byte[] document(Part part) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out);
      xml.writeProcessingInstruction("xml", "version='1.0'");
      xml.writeCharacters("\n");
      element(xml, "methodResponse", part);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML to memory failed", e);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
