package org.dynamokv.core.sim;

import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;

/** One connection between two boots of two hosts. */
final class SimConnection {
  final SimHost opener;
  final SimHost acceptor;
  final long openerBoot;
  final long acceptorBoot;

  // Mutable state
  boolean closed;
  boolean dying;
  private long lastToAcceptor;
  private long lastToOpener;

  SimConnection(SimHost opener, SimHost acceptor) {
    this.opener = opener;
    this.acceptor = acceptor;
    this.openerBoot = opener.boot();
    this.acceptorBoot = acceptor.boot();
  }

  SimHost end(boolean acceptorSide) {
    return acceptorSide ? acceptor : opener;
  }

  long boot(boolean acceptorSide) {
    return acceptorSide ? acceptorBoot : openerBoot;
  }

  /** When a frame that would arrive at {@code at} does so in order. */
  long inOrder(boolean toAcceptor, long at) {
    if (toAcceptor) {
      return lastToAcceptor = Math.max(lastToAcceptor, at);
    }
    return lastToOpener = Math.max(lastToOpener, at);
  }

  /** The connection as one of its ends sees it. */
  Link link(SimNetwork network, boolean atAcceptor) {
    Hello peer = end(!atAcceptor).hello();
    return new Link() {
      @Override
      public Hello peer() {
        return peer;
      }

      @Override
      public void send(Frame frame) {
        SimHost me = end(atAcceptor);
        if (!closed && me.isUp() && me.boot() == boot(atAcceptor)) {
          network.carry(SimConnection.this, !atAcceptor, frame.join());
        }
      }

      @Override
      public void close(String reason) {
        network.close(SimConnection.this, reason);
      }
    };
  }
}
