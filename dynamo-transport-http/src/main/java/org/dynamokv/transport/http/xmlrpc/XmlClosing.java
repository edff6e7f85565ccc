package org.dynamokv.transport.http.xmlrpc;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** StAX readers are not AutoCloseable. */
final class XmlClosing {
  private XmlClosing() {}

  static void close(XMLStreamReader xml) {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a reader over an array does not fail to close", e);
    }
  }
}
