package org.dynamokv.server.admin;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dynamokv.core.node.Explanation;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * What the admin API needs to know of a running node. Every method may be called on any thread, at
 * any time, and returns at once; stages complete on any thread.
 */
public interface NodeView {
  /** The product's version, for people. */
  String version();

  /** The cluster's name, as configured. */
  String cluster();

  /** The ring that the node has, null before it has one. */
  @Nullable Ring ring();

  /** What the node knows of itself and the cluster. */
  CompletionStage<NodeStatus> status();

  /** Where a key lives and what each of its nodes holds. */
  CompletionStage<Explanation> explain(Key key);

  /** What this node holds of a key without asking anybody: its own copy first, then hints. */
  CompletionStage<List<Explanation.Replica>> local(Key key);

  /** How full the storage is. */
  StorageStats storage() throws StorageException;
}
