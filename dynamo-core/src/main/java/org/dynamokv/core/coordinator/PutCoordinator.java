package org.dynamokv.core.coordinator;

import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.message.VersionCodec;
import org.dynamokv.core.quorum.Quorum;
import org.dynamokv.core.replica.Replica;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Outcome;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.CausalContext;
import org.dynamokv.core.version.CoordinatedPut;
import org.dynamokv.core.version.CoordinatedPut.Applied;
import org.jspecify.annotations.Nullable;

/**
 * One put or delete (paper 5): applies it to this node's own copy, sends the result to the other
 * owners while that is being committed, and answers when W have it durably. A stand-in coordinates
 * only when no owner answers; then its copy is a hint.
 */
final class PutCoordinator extends Request<Written> implements Distribution.Progress {
  private final Put put;
  private final CausalContext context;
  private final @Nullable NodeId standingFor;
  // Mutable state
  private @Nullable Applied applied;
  private @Nullable Distribution distribution;

  /**
   * Not begun yet.
   *
   * @param standingFor the owner in whose place this node coordinates; null when it is one itself
   */
  PutCoordinator(
      Surroundings s,
      Ring ring,
      Put put,
      CausalContext context,
      RequestOptions options,
      @Nullable NodeId standingFor,
      Done<Written> done) {
    super(s, ring, put.key(), options, done);
    this.put = put;
    this.context = context;
    this.standingFor = standingFor;
  }

  @Override
  void begin() {
    if (applied != null) {
      distribute(applied, NodeId.NONE); // with a newer ring: the dot stays
      return;
    }
    Failure unmet = Prospects.unmet(s, ring, partition, properties.n(), w(), sloppy());
    if (unmet != null) {
      fail(unmet);
      return;
    }
    Slot slot =
        standingFor == null
            ? new Copies(s, ring, key).ownSlot()
            : Slot.hint(partition, key, standingFor);
    if (slot == null) { // the ring moved on since the request came here
      refuse(Reason.NOT_OWNER);
      return;
    }
    long ttl = put.ttlMillis() == 0 ? properties.ttlMillis() : put.ttlMillis();
    CoordinatedPut local =
        new CoordinatedPut(put.content(), context, s.env.wallMillis(), ttl, properties.siblings());
    s.replica.put(slot, local, new Local(standingFor == null ? s.self.id() : standingFor));
  }

  private int w() {
    return options.w() == 0 ? properties.w() : options.w();
  }

  private void distribute(Applied what, NodeId written) {
    Distribution d =
        new Distribution(s, ring, key, properties.n(), w(), sloppy(), what.object(), this);
    distribution = d;
    if (standingFor != null) {
      d.standsIn(s.self.id());
    }
    d.sendToAllBut(written);
  }

  @Override
  public void changed() {
    Distribution d = distribution;
    if (d == null || applied == null || isAnswered()) {
      return;
    }
    if (d.quorum().state() == Quorum.State.REACHED) {
      succeed(written(applied, d.quorum().isStrict()));
    } else if (d.quorum().state() == Quorum.State.IMPOSSIBLE) {
      fail(Failures.notEnough(d.quorum(), "write", Outcome.UNKNOWN));
    }
  }

  private Written written(Applied what, boolean strict) {
    Bytes seen = what.alone() ? VersionCodec.encodeContext(key, what.object()) : Bytes.EMPTY;
    return new Written(
        seen,
        put.returnObject() ? Views.reading(key, what.object(), strict, s.env.wallMillis()) : null,
        strict);
  }

  @Override
  public void stale() {
    startOver();
  }

  @Override
  Failure onTimeout() {
    Distribution d = distribution;
    Quorum quorum =
        d == null ? new Quorum(ring.writers(partition, properties.n()), w(), false) : d.quorum();
    return Failures.timeout(quorum, "write", Outcome.UNKNOWN);
  }

  /** The write to this node's own copy or hint. */
  private final class Local implements Replica.PutAnswer {
    private final NodeId target;

    Local(NodeId target) {
      this.target = target;
    }

    @Override
    public void decided(CoordinatedPut.Result result) {
      if (result instanceof Applied a) {
        applied = a;
        distribute(a, target);
      } else {
        fail(Views.refusal(result));
      }
    }

    @Override
    public void done(Boolean ok) {
      Distribution d = distribution;
      if (d != null) {
        d.answered(target, s.self.id());
      }
    }

    @Override
    public void failed(StorageException error) {
      Distribution d = distribution;
      if (d == null) {
        refuse(Reason.STORAGE);
      } else {
        d.lost(target);
      }
    }
  }
}
