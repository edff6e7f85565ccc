package org.dynamokv.core.node;

import java.util.List;
import java.util.Locale;
import org.dynamokv.core.coordinator.Coordinator;
import org.dynamokv.core.coordinator.Done;
import org.dynamokv.core.coordinator.Surroundings;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.handoff.DeadTenures;
import org.dynamokv.core.handoff.HintDelivery;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.GetRequest;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.message.Message.ReadCopy;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.replica.Replica;
import org.dynamokv.core.replica.StoredHint;
import org.dynamokv.core.replica.Walks;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One single-threaded part of a node: the partitions that are {@code lane} modulo {@code lanes}. It
 * assembles what serves them, and takes each message to its handler.
 */
final class Shard {
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
  private static final int HINT_PAGE = 512;
  private static final long STORAGE_RETRY_MILLIS = 1_000;

  /** Not "refused": nobody remembers the put, so its second delivery may run. */
  private static final Failure TOO_MANY_SENDERS =
      new Failure(
          Failure.Code.OVERLOADED, "too many clients at once", Failure.Outcome.UNKNOWN, 0, 0);

  final Environment env;
  final Peers peers;
  final Rpc rpc;
  final Replica replica;
  final Walks walks;
  private final String name;
  private final int lane;
  private final int lanes;
  private final int maxInFlight;
  private final Events events;
  private final Surroundings surroundings;
  private final Coordinator coordinator;
  private final ReplicaDoor door;
  private final HintDelivery hintDelivery;
  private final DeadTenures deadTenures;
  private final OnceWindow once;
  // Mutable state
  private int inFlight;

  Shard(int lane, int lanes, Environment env, Self self, NodeSettings settings, Events events) {
    this.name = settings.me().name();
    this.lane = lane;
    this.lanes = lanes;
    this.env = env;
    this.events = events;
    this.maxInFlight = settings.maxInFlight();
    this.peers = new Peers(settings.transport(), this::peerChanged);
    this.rpc = new Rpc(env, self, peers, lane);
    this.replica = new Replica(env.storage(), self, events, lane, lanes);
    this.walks = new Walks(env.storage(), events);
    this.surroundings =
        new Surroundings(env, self, peers, rpc, replica, events, settings.maxValueBytes());
    this.coordinator = new Coordinator(surroundings);
    this.door = new ReplicaDoor(replica, self.id(), events);
    this.hintDelivery = new HintDelivery(env, rpc, peers, replica, walks, events, lane, lanes);
    this.deadTenures = new DeadTenures(walks, self.id(), lane, lanes);
    this.once = new OnceWindow(2L * RequestOptions.MAX_TIMEOUT_MILLIS);
  }

  /**
   * Counts the hints that the storage holds, then begins to deliver them; {@code ready} runs in
   * between.
   */
  void start(Runnable ready) {
    countHints(Bytes.EMPTY, ready);
  }

  private void countHints(Bytes after, Runnable ready) {
    walks.hints(
        after,
        HINT_PAGE,
        new Answer<>() {
          @Override
          public void done(List<StoredHint> page) {
            if (page.isEmpty()) {
              begin(ready);
              return;
            }
            page.stream().filter(h -> h.slot().partition() % lanes == lane).forEach(replica::found);
            countHints(page.get(page.size() - 1).slot().storageKey(), ready);
          }

          @Override
          public void failed(StorageException error) {
            LOG.error("shard {} cannot read its hints: {}", lane, error.getMessage());
            if (error.kind() == StorageException.Kind.CORRUPT) {
              begin(ready); // what it keeps for others is no reason to withhold its own copies
            } else {
              env.schedule(STORAGE_RETRY_MILLIS, () -> countHints(after, ready));
            }
          }
        });
  }

  private void begin(Runnable ready) {
    hintDelivery.start();
    ready.run();
  }

  /**
   * Works with a new ring from now on. Writes that were let in by an older one may still be on
   * their way to the disk, where a move would not find them: {@code inForce} runs when they have
   * ended (MEMBERSHIP M1).
   */
  void adopt(Ring ring, Runnable inForce) {
    surroundings.adopt(ring);
    hintDelivery.adopt(ring);
    deadTenures.adopt(ring);
    replica.whenEnded(inForce);
  }

  private void peerChanged(NodeId peer, boolean answers) {
    Ring ring = surroundings.ring();
    Member member = ring == null ? null : ring.member(peer);
    if (member != null) {
      LOG.info("{}: {} {}", name, member.name(), answers ? "answers again" : "does not answer");
    }
  }

  @Nullable Ring ring() {
    return surroundings.ring();
  }

  long epoch() {
    Ring ring = surroundings.ring();
    return ring == null ? 0 : ring.epoch();
  }

  /** A request of another process, for a key of this shard. */
  void handle(Header header, Message message, Responder responder) {
    if (message instanceof ReadCopy read) {
      door.read(surroundings.ring(), header.epoch(), read, responder);
    } else if (message instanceof MergeCopy merge) {
      door.merge(surroundings.ring(), header.epoch(), merge, responder);
    } else if (message instanceof PutRequest put) {
      putOnce(header, put, responder);
    } else if (header.epoch() > epoch()) {
      responder.reply(epoch(), new Refused(Refused.Reason.BEHIND, null));
    } else if (message instanceof GetRequest get) {
      get(get.key(), get.options(), get.hops(), new Replies.OfGet(this, responder));
    } else {
      throw new IllegalStateException("not a shard's message: " + message.getClass());
    }
  }

  /**
   * A request that is refused counts as one that has run: its sender is told that it did not, so a
   * second delivery must not run it either.
   */
  private void putOnce(Header header, PutRequest put, Responder responder) {
    switch (once.arrived(header, env.monotonicMillis())) {
      case RUN -> {
        if (header.epoch() > epoch()) {
          responder.reply(epoch(), new Refused(Refused.Reason.BEHIND, null));
        } else {
          put(put.put(), put.options(), put.hops(), new Replies.OfPut(this, responder));
        }
      }
      case DROP -> events.messageDropped("duplicate");
      case FULL -> responder.reply(epoch(), new Message.Failed(TOO_MANY_SENDERS));
    }
  }

  /**
   * A put is to be refused before it comes here: whether it has not run and will not when it
   * arrives again.
   */
  boolean willNeverRun(Header put) {
    return once.arrived(put, env.monotonicMillis()) == OnceWindow.Verdict.RUN;
  }

  /** A client's get, from outside or in process. */
  void get(Key key, RequestOptions options, int hops, Done<Reading> done) {
    if (isFull()) {
      done.refused(Refused.Reason.OVERLOADED);
      return;
    }
    inFlight++;
    coordinator.get(key, options, hops, new Counted<>(Events.Request.GET, done));
  }

  /** A client's put or delete, from outside or in process. */
  void put(Put put, RequestOptions options, int hops, Done<Written> done) {
    if (isFull()) {
      done.refused(Refused.Reason.OVERLOADED);
      return;
    }
    inFlight++;
    Events.Request kind = put.isDelete() ? Events.Request.DELETE : Events.Request.PUT;
    coordinator.put(put, options, hops, new Counted<>(kind, done));
  }

  private boolean isFull() {
    if (inFlight < maxInFlight) {
      return false;
    }
    events.overloaded();
    return true;
  }

  /** Reports the end of a request, and that there is room for another. */
  private final class Counted<T> implements Done<T> {
    private final Events.Request kind;
    private final Done<T> done;
    private final long begun = env.monotonicNanos();

    Counted(Events.Request kind, Done<T> done) {
      this.kind = kind;
      this.done = done;
    }

    private void ended(String failure) {
      inFlight--;
      events.requestDone(kind, failure, env.monotonicNanos() - begun);
    }

    @Override
    public void succeeded(T result) {
      ended("");
      if (result instanceof Reading reading && reading.versions().size() > 1) {
        events.siblings(reading.versions().size());
      }
      done.succeeded(result);
    }

    @Override
    public void failed(Failure failure) {
      ended(failure.code().wireName());
      done.failed(failure);
    }

    @Override
    public void refused(Refused.Reason reason) {
      ended(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      done.refused(reason);
    }
  }
}
