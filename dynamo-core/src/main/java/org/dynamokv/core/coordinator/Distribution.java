package org.dynamokv.core.coordinator;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dynamokv.core.env.Patience;
import org.dynamokv.core.quorum.Quorum;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;

/**
 * Brings one object to all nodes that a write goes to: the owners, while moving the next ones too,
 * and a stand-in, with a hint, for each that does not answer (paper 4.6). It goes on after the
 * quorum is reached, until every owner or its stand-in has the object.
 */
final class Distribution {
  /** Who is told how it goes. */
  interface Progress {
    /** The quorum may have changed. */
    void changed();

    /** A replica says that the ring is stale. */
    void stale();

    /** Asks again soon, or gives up. */
    void again(Runnable ask, Runnable giveUp);

    Patience patience();
  }

  private final Surroundings s;
  private final Copies copies;
  private final StoredObject object;
  private final byte[] body;
  private final Quorum quorum;
  private final StandIns standIns;
  private final Progress progress;
  private final boolean sloppy;
  private final Set<NodeId> targets;

  Distribution(
      Surroundings s,
      Ring ring,
      Key key,
      int n,
      int w,
      boolean sloppy,
      StoredObject object,
      Progress progress) {
    List<List<NodeId>> lists = ring.writers(ring.partitionOf(key), n);
    this.s = s;
    this.copies = new Copies(s, ring, key);
    this.object = object;
    this.body = copies.mergeBody(object, NodeId.NONE);
    this.quorum = new Quorum(lists, w, sloppy);
    this.standIns = new StandIns(s, ring, ring.partitionOf(key));
    this.progress = progress;
    this.sloppy = sloppy;
    this.targets = new LinkedHashSet<>();
    lists.forEach(targets::addAll);
  }

  Quorum quorum() {
    return quorum;
  }

  /** This node coordinates in the place of an owner: it takes up that owner's stand-in. */
  void standsIn(NodeId me) {
    standIns.used(me);
  }

  /**
   * Sends the object to all but one target, which is being written otherwise: tell its end by
   * {@link #answered} or {@link #lost}.
   */
  void sendToAllBut(NodeId done) {
    for (NodeId target : targets) {
      if (target.equals(done)) {
        continue;
      }
      if (s.isMe(target)) {
        copies.mergeMine(object, NodeId.NONE, new Reply(target, target));
      } else if (s.isUsable(target)) {
        copies.merge(target, body, progress.patience(), new Reply(target, target));
      } else {
        lost(target);
      }
    }
  }

  /** A node has the object durably, for an owner or as one. */
  void answered(NodeId target, NodeId by) {
    quorum.answered(target, by);
    progress.changed();
  }

  /** An owner did not take the object: the next stand-in keeps it as a hint. */
  void lost(NodeId target) {
    boolean kept = standIn(target);
    if (!kept || !sloppy) {
      quorum.lost(target);
      progress.changed();
    }
  }

  /** Sends the object to the next stand-in, if one is left. */
  private boolean standIn(NodeId target) {
    NodeId standIn = standIns.next();
    if (standIn == null) {
      return false;
    }
    Reply reply = new Reply(target, standIn);
    if (s.isMe(standIn)) {
      copies.mergeMine(object, target, reply);
    } else {
      copies.merge(standIn, copies.mergeBody(object, target), progress.patience(), reply);
    }
    return true;
  }

  private final class Reply implements Copies.Reply {
    private final NodeId target;
    private final NodeId node;
    // Mutable state: whether a stand-in was asked as well, which from then on answers for the
    // target
    private boolean passedOver;

    Reply(NodeId target, NodeId node) {
      this.target = target;
      this.node = node;
    }

    @Override
    public void durable() {
      answered(target, node);
    }

    @Override
    public void slow() {
      passedOver = standIn(target); // the target itself may yet answer
    }

    @Override
    public void stale() {
      progress.stale();
    }

    @Override
    public void behind() {
      progress.again(this::ask, this::lost);
    }

    private void ask() {
      byte[] bytes = node.equals(target) ? body : copies.mergeBody(object, target);
      copies.merge(node, bytes, progress.patience(), this);
    }

    @Override
    public void lost() {
      if (!passedOver) {
        Distribution.this.lost(target);
      }
    }
  }
}
