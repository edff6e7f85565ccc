package org.dynamokv.client;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.message.Message.RingRequest;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The highest ring that the client has seen, and how it gets one: it asks the seeds, one after
 * another, until one tells; later it asks whoever shows a higher epoch. Loop's thread, but for
 * {@link #current}.
 */
final class Rings {
  private static final Logger LOG = LoggerFactory.getLogger(Rings.class);

  /** How long one node may think about it. */
  private static final long ASK_MILLIS = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /** After asking in vain for a higher ring that somebody showed. */
  private static final long QUIET_MILLIS = 100;

  private final Wire wire;
  private final List<Endpoint> seeds;

  // Mutable state
  private volatile @Nullable Ring ring;
  private final Set<Waiter> waiters = new LinkedHashSet<>();
  private boolean asking;
  private int failedRounds;
  private long epochBefore;
  private long quietUntilMillis;
  private @Nullable Timer nextRound;

  /** Waits for the first ring; {@code unreachable} null does so however long it takes. */
  private record Waiter(Runnable known, @Nullable Runnable unreachable) {}

  Rings(Wire wire, List<Endpoint> seeds) {
    this.wire = wire;
    this.seeds = seeds;
  }

  /** The highest ring known, or null. Any thread. */
  @Nullable Ring current() {
    return ring;
  }

  /** Its epoch, 0 when none is known. */
  long epoch() {
    Ring r = ring;
    return r == null ? 0 : r.epoch();
  }

  /**
   * Runs one of the two as soon as it is so. Running what this returns ends the waiting.
   *
   * @param unreachable when no seed could be reached at all; null to wait on
   */
  Runnable await(Runnable known, @Nullable Runnable unreachable) {
    Waiter waiter = new Waiter(known, unreachable);
    if (ring == null) {
      waiters.add(waiter);
      refresh(null);
    } else {
      known.run();
    }
    return () -> waiters.remove(waiter);
  }

  /** Keeps the ring if it is higher than what is known. */
  void offer(@Nullable Ring offered) {
    Ring mine = ring;
    if (offered == null || mine != null && offered.epoch() <= mine.epoch()) {
      return;
    }
    if (mine != null && offered.clusterId() != mine.clusterId()) {
      LOG.warn("the ring of another cluster was offered, and refused: '{}'", offered.cluster());
      return;
    }
    ring = offered;
    failedRounds = 0;
    wire.peers.learn(offered);
    LOG.debug("ring epoch {} with {} members", offered.epoch(), offered.members().size());
    List<Waiter> all = List.copyOf(waiters);
    waiters.clear();
    all.forEach(w -> w.known().run());
  }

  /** A node's reply showed its epoch: asks it for the ring if that is higher. */
  void noticed(long itsEpoch, Target by) {
    if (itsEpoch > epoch() && wire.env.monotonicMillis() >= quietUntilMillis) {
      refresh(by);
    }
  }

  /** Asks for the ring, first that node, unless somebody is being asked already. */
  void refresh(@Nullable Target first) {
    if (asking) {
      return;
    }
    asking = true;
    epochBefore = epoch();
    if (nextRound != null) {
      nextRound.cancel();
      nextRound = null;
    }
    ask(whomToAsk(first).iterator(), false);
  }

  /** Asks one after another of all who may know. */
  private void ask(Iterator<Target> targets, boolean anybodyThere) {
    if (targets.hasNext()) {
      Target target = targets.next();
      Call call = new Asked(target, targets, anybodyThere);
      target.call(wire.rpc, epoch(), new RingRequest(), ASK_MILLIS, call);
    } else {
      roundEnded(anybodyThere);
    }
  }

  private final class Asked implements Call {
    private final Target target;
    private final Iterator<Target> others;
    private final boolean anybodyThere;

    Asked(Target target, Iterator<Target> others, boolean anybodyThere) {
      this.target = target;
      this.others = others;
      this.anybodyThere = anybodyThere;
    }

    @Override
    public void replied(Header header, Message reply) {
      if (reply instanceof RingIs is) {
        offer(is.ring());
      } else if (reply instanceof Refused refused) {
        offer(refused.ring());
        wire.remember(target.endpoint(), "answers, but refuses: " + refused.reason());
      }
      if (ring != null) {
        roundEnded(true);
      } else {
        ask(others, true);
      }
    }

    @Override
    public void failed(Failure why) {
      ask(others, anybodyThere);
    }
  }

  private Iterable<Target> whomToAsk(@Nullable Target first) {
    Map<Endpoint, Target> all = new LinkedHashMap<>();
    if (first != null) {
      all.put(first.endpoint(), first);
    }
    Ring r = ring;
    if (r != null) {
      r.members().values().forEach(m -> addIfUsable(m, all));
    }
    seeds.forEach(s -> all.putIfAbsent(s, Target.of(s)));
    return all.values();
  }

  private void addIfUsable(Member member, Map<Endpoint, Target> to) {
    Peer peer = wire.peers.get(member.id());
    if (peer != null && peer.isUsable(wire.env.monotonicMillis())) {
      to.putIfAbsent(peer.endpoint(), Target.of(peer));
    }
  }

  private void roundEnded(boolean anybodyThere) {
    asking = false;
    if (epoch() == epochBefore) {
      quietUntilMillis = wire.env.monotonicMillis() + QUIET_MILLIS;
    }
    if (ring != null) {
      return;
    }
    long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failedRounds++, 10));
    long jittered = pause / 2 + wire.env.random().nextLong(pause / 2 + 1);
    nextRound = wire.env.schedule(jittered, () -> refresh(null));
    if (!anybodyThere) {
      giveUp();
    }
  }

  private void giveUp() {
    List<Waiter> impatient = waiters.stream().filter(w -> w.unreachable() != null).toList();
    impatient.forEach(waiters::remove);
    for (Waiter w : impatient) {
      if (w.unreachable() != null) {
        w.unreachable().run();
      }
    }
  }

  /** Why there is no ring yet, for people. */
  String trouble() {
    return "no ring from any seed: "
        + seeds.stream().map(s -> wire.trouble(s)).collect(Collectors.joining(", "));
  }
}
