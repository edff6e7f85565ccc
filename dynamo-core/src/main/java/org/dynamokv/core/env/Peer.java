package org.dynamokv.core.env;

import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/**
 * Another node as one shard knows it: how to reach it, its present start, and whether it answers.
 * Liveness is local and never changes the ring (paper 4.8.3). One thread.
 */
public final class Peer {
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final NodeId id;
  private final PeerWatcher watcher;
  // Mutable state
  private Endpoint endpoint;
  private long start;
  private int failures;
  private long retryAtMillis;

  Peer(NodeId id, Endpoint endpoint, PeerWatcher watcher) {
    this.watcher = watcher;
    this.id = id;
    this.endpoint = endpoint;
  }

  /** Its id; NONE for an address that has not said yet who it is. */
  public NodeId id() {
    return id;
  }

  /** Where it listens. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Its present start, 0 when not known. */
  public long start() {
    return start;
  }

  /** Whether requests should go to it: it has not failed, or it is time to try it again. */
  public boolean isUsable(long nowMillis) {
    return failures == 0 || nowMillis >= retryAtMillis;
  }

  /** Whether its last request went well. */
  public boolean isAlive() {
    return failures == 0;
  }

  void moved(Endpoint to) {
    endpoint = to;
  }

  void heard(long itsStart) {
    boolean back = failures > 0;
    start = itsStart;
    failures = 0;
    if (back) {
      watcher.changed(id, true);
    }
  }

  void forgetStart() {
    start = 0;
  }

  void failed(long nowMillis) {
    boolean news = failures == 0;
    failures = Math.min(failures + 1, 16);
    retryAtMillis =
        nowMillis + Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures - 1, 8));
    if (news) {
      watcher.changed(id, false);
    }
  }
}
