package org.dynamokv.core.handoff;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Countdown;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.replica.Replica;
import org.dynamokv.core.replica.StoredHint;
import org.dynamokv.core.replica.Walks;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Walks over this shard's hints, a page at a time, and sends each to the owner that it is for, or
 * to all present owners when that one is an owner no longer. A hint is removed when it has been
 * merged durably, and only if it has not grown meanwhile. One thread.
 */
public final class HintDelivery {
  private static final long PAUSE_MILLIS = 1_000;
  private static final long TIMEOUT_MILLIS = 5_000;
  private static final int PAGE = 32;

  private final Environment env;
  private final Rpc rpc;
  private final Peers peers;
  private final Replica replica;
  private final Walks walks;
  private final Events events;
  private final int lane;
  private final int lanes;
  // Mutable state
  private @Nullable Ring ring;
  private boolean walking;

  /**
   * Idle until {@link #start}; delivers the hints of partitions that are {@code lane} modulo {@code
   * lanes}.
   */
  public HintDelivery(
      Environment env,
      Rpc rpc,
      Peers peers,
      Replica replica,
      Walks walks,
      Events events,
      int lane,
      int lanes) {
    this.env = env;
    this.rpc = rpc;
    this.peers = peers;
    this.replica = replica;
    this.walks = walks;
    this.events = events;
    this.lane = lane;
    this.lanes = lanes;
  }

  /** Begins to walk, now and then, for as long as the node runs. */
  public void start() {
    env.schedule(PAUSE_MILLIS, this::tick);
  }

  /** The ring that says who owns what. */
  public void adopt(Ring next) {
    ring = next;
  }

  private void tick() {
    env.schedule(PAUSE_MILLIS + env.random().nextInt((int) PAUSE_MILLIS / 4), this::tick);
    if (!walking
        && ring != null
        && replica.hints().byTarget().keySet().stream().anyMatch(this::mayBeDelivered)) {
      walking = true;
      page(Bytes.EMPTY);
    }
  }

  private boolean mayBeDelivered(NodeId target) {
    return ring == null || !ring.knows(target) || peers.isUsable(target, env.monotonicMillis());
  }

  private void page(Bytes after) {
    walks.hints(
        after,
        PAGE,
        new Answer<>() {
          @Override
          public void done(List<StoredHint> page) {
            deliver(page);
          }

          @Override
          public void failed(StorageException error) {
            walking = false; // reported by the replica; the next tick tries again
          }
        });
  }

  private void deliver(List<StoredHint> page) {
    if (page.isEmpty()) {
      walking = false;
      return;
    }
    Bytes last = page.get(page.size() - 1).slot().storageKey();
    List<StoredHint> mine =
        page.stream().filter(h -> h.slot().partition() % lanes == lane).toList();
    Countdown rest = new Countdown(mine.size() + 1, () -> page(last));
    mine.forEach(hint -> deliver(hint, rest));
    rest.one();
  }

  private void deliver(StoredHint hint, Countdown rest) {
    List<Peer> targets = targets(hint);
    if (targets.isEmpty()) {
      rest.one();
      return;
    }
    Delivery delivery = new Delivery(hint, targets.size(), rest);
    Message merge = new Message.MergeCopy(hint.slot().key(), hint.object(), NodeId.NONE);
    long epoch = ring == null ? 0 : ring.epoch();
    targets.forEach(peer -> rpc.call(peer, epoch, merge, TIMEOUT_MILLIS, delivery));
  }

  /** Whom it goes to now; nobody when one of them cannot be reached. */
  private List<Peer> targets(StoredHint hint) {
    List<Peer> targets = new ArrayList<>();
    if (ring == null) {
      return targets;
    }
    Partition partition = ring.partition(hint.slot().partition());
    List<Owner> owners = new ArrayList<>(partition.owners());
    owners.addAll(partition.next());
    Owner meant = partition.ownerOf(hint.slot().hintFor());
    for (Owner owner : meant != null && !partition.isMoving() ? List.of(meant) : owners) {
      Peer peer = peers.get(owner.node());
      if (peer == null || !peer.isUsable(env.monotonicMillis())) {
        return List.of();
      }
      if (!targets.contains(peer)) {
        targets.add(peer);
      }
    }
    return targets;
  }

  /** One hint on its way to one or several owners. */
  private final class Delivery implements Call, Answer<Boolean> {
    private final StoredHint hint;
    private final Countdown rest;
    private int open;
    private boolean all = true;

    Delivery(StoredHint hint, int targets, Countdown rest) {
      this.hint = hint;
      this.open = targets;
      this.rest = rest;
    }

    @Override
    public void replied(Header header, Message reply) {
      ended(reply instanceof Message.Merged);
    }

    @Override
    public void failed(Failure why) {
      ended(false);
    }

    private void ended(boolean merged) {
      all &= merged;
      if (--open > 0) {
        return;
      }
      if (all) {
        replica.removeHint(hint.slot(), hint.record(), this);
      } else {
        rest.one();
      }
    }

    @Override
    public void done(Boolean removed) {
      if (removed) {
        events.hintDelivered(hint.slot().hintFor());
      }
      rest.one();
    }

    @Override
    public void failed(StorageException error) {
      rest.one(); // reported by the replica; the hint stays and is delivered again
    }
  }
}
