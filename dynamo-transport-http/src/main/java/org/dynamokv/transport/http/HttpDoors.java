package org.dynamokv.transport.http;

import org.dynamokv.core.store.Store;
import org.dynamokv.transport.http.exchange.Admission;
import org.dynamokv.transport.http.rest.RestHandler;
import org.dynamokv.transport.http.xmlrpc.XmlRpcDoor;
import org.eclipse.jetty.server.Handler;

/** The REST and XML-RPC doors over any store: a node's own, or a balancer's client. */
public final class HttpDoors {
  private HttpDoors() {}

  /**
   * A handler that answers everything below {@code /buckets} (REST), and {@code /RPC2} and {@code
   * /} (XML-RPC). Other paths it leaves to the handler after it; a handler before it may take any
   * of its paths. It never blocks a thread on the store.
   */
  public static Handler handler(Store store, HttpLimits limits) {
    Admission admission = new Admission(limits.requestsInFlight(), limits.bodyBytesInFlight());
    return new Handler.Sequence(
        new RestHandler(store, limits.valueBytes(), admission),
        XmlRpcDoor.handler(store, limits.valueBytes(), admission));
  }
}
