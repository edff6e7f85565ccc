package org.dynamokv.core.coordinator;

import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.VersionCodec;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.CausalContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's request begins on its shard: it is checked against the limits, and then either
 * coordinated here, when this node is one of the key's replicas, or passed on to one.
 */
public final class Coordinator {
  private final Surroundings s;

  /** For one shard. */
  public Coordinator(Surroundings s) {
    this.s = s;
  }

  /**
   * Reads a key. {@code hops} is how often it was passed on; an already passed on request is
   * refused by a non-owner.
   */
  public void get(Key key, RequestOptions options, int hops, Done<Reading> done) {
    Ring ring = s.ring();
    if (ring == null) {
      done.refused(Refused.Reason.NOT_READY);
      return;
    }
    Failure invalid = Checks.quorums(options, ring.bucket(key.bucket()));
    if (invalid != null) {
      done.failed(invalid);
    } else if (isReplica(ring, key)) {
      read(ring, key, options, done);
    } else if (hops > 0) {
      done.refused(Refused.Reason.NOT_OWNER);
    } else {
      new Forward<>(s, ring, key, options, new ForwardedGet(this, key, options), done).begin();
    }
  }

  /** Writes or deletes. {@code hops} as for a get. */
  public void put(Put put, RequestOptions options, int hops, Done<Written> done) {
    Ring ring = s.ring();
    if (ring == null) {
      done.refused(Refused.Reason.NOT_READY);
      return;
    }
    Failure invalid = Checks.put(put, options, ring.bucket(put.key().bucket()), s.maxValueBytes);
    if (invalid != null) {
      done.failed(invalid);
    } else if (isReplica(ring, put.key())) {
      write(ring, put, options, null, done);
    } else if (hops > 0) {
      done.refused(Refused.Reason.NOT_OWNER);
    } else {
      new Forward<>(s, ring, put.key(), options, new ForwardedPut(this, put, options), done)
          .begin();
    }
  }

  private boolean isReplica(Ring ring, Key key) {
    BucketProperties properties = ring.bucket(key.bucket());
    return ring.readers(ring.partitionOf(key), properties.n()).contains(s.self.id());
  }

  void read(Ring ring, Key key, RequestOptions options, Done<Reading> done) {
    find(
        ring,
        key,
        options,
        new Then<>(done) {
          @Override
          public void succeeded(Found found) {
            done.succeeded(Views.reading(key, found.object(), found.strict(), s.env.wallMillis()));
          }
        });
  }

  private void find(Ring ring, Key key, RequestOptions options, Done<Found> done) {
    new GetCoordinator(s, ring, key, options, done).begin();
  }

  /**
   * Coordinates a write here.
   *
   * @param standingFor the owner in whose place; null when this node is one itself
   */
  void write(
      Ring ring,
      Put put,
      RequestOptions options,
      @Nullable NodeId standingFor,
      Done<Written> done) {
    if (put.isDelete() && put.context().length() == 0) {
      deleteWhatIsFound(ring, put, options, standingFor, done);
      return;
    }
    CausalContext context = VersionCodec.decodeContext(put.key(), put.context());
    new PutCoordinator(s, ring, put, context, options, standingFor, done).begin();
  }

  /** A delete that has seen nothing would delete nothing (DATA-MODEL, flaw 13): it reads first. */
  private void deleteWhatIsFound(
      Ring ring,
      Put put,
      RequestOptions options,
      @Nullable NodeId standingFor,
      Done<Written> done) {
    long deadlineMillis = s.env.monotonicMillis() + options.timeoutMillis();
    find(
        ring,
        put.key(),
        options,
        new Then<>(done) {
          @Override
          public void succeeded(Found found) {
            Ring now = s.ring() == null ? ring : s.ring();
            if (found.object().isEmpty()) {
              done.succeeded(new Written(Bytes.EMPTY, null, found.strict()));
            } else {
              CausalContext seen = CausalContext.of(found.object());
              RequestOptions left = options.within(deadlineMillis - s.env.monotonicMillis());
              new PutCoordinator(s, now, put, seen, left, standingFor, done).begin();
            }
          }
        });
  }

  /** Goes on after a success; passes on the rest. */
  private abstract static class Then<A> implements Done<A> {
    private final Done<?> done;

    Then(Done<?> done) {
      this.done = done;
    }

    @Override
    public void failed(Failure failure) {
      done.failed(failure);
    }

    @Override
    public void refused(Refused.Reason reason) {
      done.refused(reason);
    }
  }

  private record ForwardedGet(Coordinator here, Key key, RequestOptions options)
      implements Forward.Verb<Reading> {
    @Override
    public Message request() {
      return new Message.GetRequest(key, options, 1);
    }

    @Override
    public @Nullable Reading result(Message reply) {
      return reply instanceof Message.GetReply get ? get.reading() : null;
    }

    @Override
    public boolean mayRunTwice() {
      return true;
    }

    @Override
    public void standIn(Ring ring, NodeId firstOwner, RequestOptions left, Done<Reading> done) {
      here.read(ring, key, left, done);
    }
  }

  private record ForwardedPut(Coordinator here, Put put, RequestOptions options)
      implements Forward.Verb<Written> {
    @Override
    public Message request() {
      return new Message.PutRequest(put, options, 1);
    }

    @Override
    public @Nullable Written result(Message reply) {
      return reply instanceof Message.PutReply written ? written.written() : null;
    }

    @Override
    public boolean mayRunTwice() {
      return false;
    }

    @Override
    public void standIn(Ring ring, NodeId firstOwner, RequestOptions left, Done<Written> done) {
      here.write(ring, put, left, firstOwner, done);
    }
  }
}
