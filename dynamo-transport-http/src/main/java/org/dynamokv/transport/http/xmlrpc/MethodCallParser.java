package org.dynamokv.transport.http.xmlrpc;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one call from XML. Document types, and with them all entities but XML's own, are refused.
 */
final class MethodCallParser {
  private static final int MOST_PARAMETERS = 16;
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader xml;

  // Mutable state
  private String method = "";

  private MethodCallParser(XMLStreamReader xml) {
    this.xml = xml;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are refused");
        });
    return factory;
  }

  static MethodCall parse(byte[] body) throws MalformedCallException {
    byte[] kept = CarriageReturns.kept(body);
    XMLStreamReader xml;
    try {
      xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(kept));
    } catch (XMLStreamException e) {
      throw new MalformedCallException("", e);
    }
    MethodCallParser parser = new MethodCallParser(xml);
    try {
      return parser.call();
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw new MalformedCallException(parser.method, e);
    } finally {
      XmlClosing.close(xml);
    }
  }

  private MethodCall call() throws XMLStreamException {
    open("methodCall");
    open("methodName");
    method = xml.getElementText().strip();
    List<XmlRpcValue> parameters = xml.nextTag() == START ? parameters() : List.of();
    while (xml.hasNext()) {
      xml.next(); // what follows the call must be well-formed too
    }
    return new MethodCall(method, parameters);
  }

  private List<XmlRpcValue> parameters() throws XMLStreamException {
    xml.require(START, null, "params");
    List<XmlRpcValue> parameters = new ArrayList<>();
    while (xml.nextTag() == START) {
      xml.require(START, null, "param");
      if (parameters.size() == MOST_PARAMETERS) {
        throw new XMLStreamException("a call has at most " + MOST_PARAMETERS + " parameters");
      }
      open("value");
      parameters.add(new ValueParser(xml).value());
      close("param");
    }
    close("methodCall");
    return parameters;
  }

  private static final int START = XMLStreamConstants.START_ELEMENT;
  private static final int END = XMLStreamConstants.END_ELEMENT;

  private void open(String name) throws XMLStreamException {
    xml.nextTag();
    xml.require(START, null, name);
  }

  private void close(String name) throws XMLStreamException {
    xml.nextTag();
    xml.require(END, null, name);
  }
}
