package org.dynamokv.storage.lmdb;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Read transactions that are used again and again: renewing one costs a tenth of making one. Safe
 * for use by many threads; {@link #close} only when no view is in use.
 */
final class Views {
  private final Database database;
  private final Set<View> all = ConcurrentHashMap.newKeySet();
  private final Queue<View> idle = new ConcurrentLinkedQueue<>();

  Views(Database database) {
    this.database = database;
  }

  /** A view of the store as it is now. */
  View take() {
    View view = idle.poll();
    if (view == null) {
      view = database.view();
      all.add(view);
    } else {
      view.txn().renew();
    }
    return view;
  }

  /** Lets go of what the view saw. */
  void giveBack(View view) {
    view.txn().reset();
    idle.add(view);
  }

  /** Ends all transactions, also those of forgotten snapshots. */
  void close() {
    idle.forEach(view -> view.txn().renew()); // lmdbjava frees only what is not reset
    all.forEach(view -> view.txn().close());
  }
}
