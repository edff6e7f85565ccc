package org.dynamokv.core.node;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Countdown;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.membership.Host;
import org.dynamokv.core.membership.Membership;
import org.dynamokv.core.membership.MembershipSettings;
import org.dynamokv.core.membership.MembershipTimings;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.node.NodeStatus.HintCount;
import org.dynamokv.core.node.NodeStatus.State;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.store.Store;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node: its shards and its membership, put together. Every public method may be called from any
 * thread; the work is done on the shards'.
 */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final NodeSettings settings;
  private final Self self;
  private final Events events;
  private final List<Shard> shards;
  private final Membership membership;
  private final Inbox inbox;
  private final Store store;

  // Mutable state: written on shard 0 (first three), read by any thread
  private volatile @Nullable Ring ring;
  private volatile State state = State.STARTING;
  private volatile String stoppedBecause = "";

  /**
   * Not started yet.
   *
   * @param environments one for each shard, at least one
   */
  public Node(
      NodeSettings settings,
      Self self,
      List<Environment> environments,
      Events events,
      AdminDoor admin) {
    this.settings = settings;
    this.self = self;
    this.events = events;
    this.shards = new ArrayList<>();
    for (int lane = 0; lane < environments.size(); lane++) {
      shards.add(
          new Shard(lane, environments.size(), environments.get(lane), self, settings, events));
    }
    Shard first = shards.get(0);
    this.membership =
        new Membership(
            new MembershipSettings(
                settings.cluster(),
                settings.me(),
                settings.partitions(),
                settings.defaults(),
                settings.seeds(),
                MembershipTimings.DEFAULT),
            first.env,
            first.rpc,
            first.peers,
            new RingHost(),
            new LocalPartitions(shards, self.id()));
    this.inbox = new Inbox(settings, self, events, admin, shards, membership, this::ring);
    this.store = new InProcessStore(shards, this::ring);
  }

  /** Where the transport delivers what comes in. */
  public TransportListener listener() {
    return inbox;
  }

  /** The store, in process. */
  public Store store() {
    return store;
  }

  /**
   * Reads the storage; then founds a cluster, joins one, or goes on in the one that it belongs to.
   */
  public void start() {
    Countdown ready = new Countdown(shards.size(), this::begin);
    for (Shard shard : shards) {
      shard.env.execute(() -> shard.start(() -> first().env.execute(ready::one)));
    }
  }

  private void begin() {
    state = State.JOINING;
    membership.start();
  }

  private void stop(String reason) {
    LOG.error("{} stops: {}", settings.me().name(), reason);
    stoppedBecause = reason;
    state = State.STOPPED;
  }

  private Shard first() {
    return shards.get(0);
  }

  private Shard shardOf(Ring with, Key key) {
    return shards.get(with.partitionOf(key) % shards.size());
  }

  // The ring

  /** What the membership tells the node; on shard 0. */
  private final class RingHost implements Host {
    @Override
    public void adopt(Ring next, Runnable everyShardHasIt) {
      events.ringAdopted(next);
      ring = next;
      Countdown all =
          new Countdown(
              shards.size(),
              () -> {
                state = stateIn(next);
                everyShardHasIt.run();
              });
      for (Shard shard : shards) {
        shard.env.execute(
            () -> {
              shard.adopt(next, () -> first().env.execute(all::one));
            });
      }
    }

    @Override
    public void refused(String reason) {
      stop(reason);
    }

    @Override
    public void moved(Member member) {
      shards.forEach(shard -> shard.env.execute(() -> shard.peers.learn(member)));
    }

    @Override
    public long hints() {
      return shards.stream().mapToLong(shard -> shard.replica.hints().total()).sum();
    }
  }

  private State stateIn(Ring next) {
    if (state == State.STOPPED) {
      return State.STOPPED;
    }
    return next.members().containsKey(self.id()) ? State.MEMBER : State.JOINING;
  }

  // What it tells of itself

  /** This process. */
  public Self self() {
    return self;
  }

  /** The ring, null before there is one. */
  public @Nullable Ring ring() {
    return ring;
  }

  /** How far this node is. */
  public State state() {
    return state;
  }

  /** What this node knows of itself and the cluster now. */
  public CompletionStage<NodeStatus> status() {
    CompletableFuture<NodeStatus> future = new CompletableFuture<>();
    HintTotals.gather(shards, hints -> future.complete(status(hints)));
    return future;
  }

  private NodeStatus status(List<HintCount> hints) {
    Ring now = ring;
    SortedSet<NodeId> alive = new TreeSet<>();
    alive.add(self.id());
    if (now != null) {
      now.everybody().stream().map(Member::id).filter(first().peers::isAlive).forEach(alive::add);
    }
    String waiting = membership.waitingFor();
    boolean changing = now != null && now.change() != null;
    return new NodeStatus(
        settings.me(),
        state,
        state == State.STOPPED ? stoppedBecause : state == State.MEMBER ? "" : waiting,
        now,
        alive,
        hints,
        changing ? membership.changeWaitingFor() : "");
  }

  /**
   * Where a key lives and what each of its nodes holds; fails with NOT_READY before there is a
   * ring.
   */
  public CompletionStage<Explanation> explain(Key key) {
    CompletableFuture<Explanation> future = new CompletableFuture<>();
    Ring now = ring;
    if (now == null) {
      new Replies.Local<>(future).refused(Refused.Reason.NOT_READY);
    } else {
      Shard shard = shardOf(now, key);
      shard.env.execute(() -> new Explainer(shard, self.id(), now, key, future).run());
    }
    return future;
  }

  /** What this node itself holds of a key, without asking anybody. */
  public CompletionStage<Explanation.Replica> local(Key key) {
    CompletableFuture<Explanation.Replica> future = new CompletableFuture<>();
    Ring now = ring;
    if (now == null) {
      new Replies.Local<>(future).refused(Refused.Reason.NOT_READY);
    } else {
      Shard shard = shardOf(now, key);
      shard.env.execute(() -> Explainer.own(shard, now, self.id(), key, complete(future)));
    }
    return future;
  }

  private static <T> Answer<T> complete(CompletableFuture<T> future) {
    return new Answer<>() {
      @Override
      public void done(T result) {
        future.complete(result);
      }

      @Override
      public void failed(StorageException error) {
        new Replies.Local<>(future).refused(Refused.Reason.STORAGE);
      }
    };
  }
}
