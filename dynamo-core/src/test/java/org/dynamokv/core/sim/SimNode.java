package org.dynamokv.core.sim;

import org.dynamokv.core.node.Node;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.store.Store;

/** A whole node as a simulated process. */
public final class SimNode implements SimProcess {
  private final Node node;

  /** Around a node that was not started yet. */
  public SimNode(Node node) {
    this.node = node;
  }

  @Override
  public void start() {
    node.start();
  }

  @Override
  public TransportListener listener() {
    return node.listener();
  }

  /** Gets, puts and deletes, as an embedder of the node would. */
  public Store store() {
    return node.store();
  }

  /** The node itself. */
  public Node node() {
    return node;
  }
}
