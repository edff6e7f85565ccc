package org.dynamokv.client;

import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request may go to.
 *
 * @param peer a node that the ring names; null for an address that somebody gave
 * @param endpoint where it listens
 */
record Target(@Nullable Peer peer, Endpoint endpoint) {
  static Target of(Peer peer) {
    return new Target(peer, peer.endpoint());
  }

  static Target of(Endpoint endpoint) {
    return new Target(null, endpoint);
  }

  void call(Rpc rpc, long epoch, Message message, long timeoutMillis, Call call) {
    if (peer == null) {
      rpc.call(endpoint, epoch, message, timeoutMillis, call);
    } else {
      rpc.call(peer, epoch, message, timeoutMillis, call);
    }
  }
}
