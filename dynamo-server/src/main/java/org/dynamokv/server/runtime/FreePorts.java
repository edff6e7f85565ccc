package org.dynamokv.server.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Finds a port for those who ask for port 0. A member's addresses are part of the ring, so they
 * must be known before anything listens; another process may take the port in between, which then
 * shows as a port in use.
 */
final class FreePorts {
  private FreePorts() {}

  static int orFree(int port, String host) throws StartException {
    if (port != 0) {
      return port;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException("no free port on " + host + ": " + e.getMessage(), e);
    }
  }
}
