package org.dynamokv.transport.http.xmlrpc;

import java.util.List;

/** A call as it was sent. */
record MethodCall(String method, List<XmlRpcValue> parameters) {
  MethodCall {
    parameters = List.copyOf(parameters);
  }
}
