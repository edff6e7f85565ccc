package org.dynamokv.core.env;

import org.dynamokv.core.value.NodeId;

/**
 * Hears when a peer stops answering one shard or client, and when it answers again. On that shard's
 * thread.
 */
public interface PeerWatcher {
  /** Nobody listens. */
  PeerWatcher NONE = (peer, answers) -> {};

  /** A peer's requests went wrong for the first time, or it was heard from again. */
  void changed(NodeId peer, boolean answers);
}
