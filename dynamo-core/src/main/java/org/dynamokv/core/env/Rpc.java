package org.dynamokv.core.env;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;

/**
 * Requests and their replies, for one shard or one client. One thread, but for the static helpers.
 *
 * <p>A request names its receiver's id and start. One that names no start, because it is not known
 * (any more), runs nowhere: the receiver tells its start, and the request is sent again with it.
 * One that named another start may have run there, so the call fails as if the connection had
 * ended.
 */
public final class Rpc {
  /**
   * Most shards of a node: a request id is a number that ascends within a shard, then the shard.
   */
  public static final int MAX_LANES = 1 << 8;

  /** Silence for less time than this says nothing about a peer: the caller was in a hurry. */
  private static final long TELLING_MILLIS = 250;

  private final Environment env;
  private final Self self;
  private final Peers peers;
  private final int lane;
  // Mutable state
  private final Map<Long, Pending> pending = new LinkedHashMap<>();
  private long counter;

  private record Pending(
      Peer to,
      long epoch,
      byte[] body,
      Call call,
      Timer timer,
      long deadline,
      long slowMillis,
      long toStart) {
    Pending until(Timer next) {
      return new Pending(to, epoch, body, call, next, deadline, slowMillis, toStart);
    }
  }

  /**
   * No calls yet.
   *
   * @param lane this shard's number, below {@link #MAX_LANES}: it is part of each request's id, so
   *     a reply finds its shard
   */
  public Rpc(Environment env, Self self, Peers peers, int lane) {
    if (lane < 0 || lane >= MAX_LANES) {
      throw new IllegalArgumentException("shard " + lane + " of at most " + MAX_LANES);
    }
    this.env = env;
    this.self = self;
    this.peers = peers;
    this.lane = lane;
  }

  /** Which shard of its sender made a request id. */
  public static int laneOf(long id) {
    return (int) Long.remainderUnsigned(id, MAX_LANES);
  }

  /** A request's number among those of its shard, from 1; never negative. */
  public static long sequenceOf(long id) {
    return Long.divideUnsigned(id, MAX_LANES);
  }

  /** How many calls wait for their end. */
  public int inFlight() {
    return pending.size();
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @param epoch the ring that the request was begun with, 0 for none
   * @param timeoutMillis when to give up; the receiver drops the request after the same time
   */
  public void call(Peer to, long epoch, Message request, long timeoutMillis, Call call) {
    call(to, epoch, Codec.body(request), timeoutMillis, call);
  }

  /** As above, with a body that was encoded once for several receivers. */
  public void call(Peer to, long epoch, byte[] body, long timeoutMillis, Call call) {
    call(to, epoch, body, Patience.of(timeoutMillis), call);
  }

  /** As above; the call hears, too, when the peer is slow. */
  public void call(Peer to, long epoch, byte[] body, Patience patience, Call call) {
    long deadline = env.monotonicMillis() + patience.giveUpMillis();
    start(to, epoch, body, deadline, patience.slowMillis(), call);
  }

  /** Asks an address whose node is not known yet. */
  public void call(Endpoint to, long epoch, Message request, long timeoutMillis, Call call) {
    call(new Peer(NodeId.NONE, to, PeerWatcher.NONE), epoch, request, timeoutMillis, call);
  }

  private void start(Peer to, long epoch, byte[] body, long deadline, long slowMillis, Call call) {
    long left = deadline - env.monotonicMillis();
    if (left <= 0) {
      call.failed(Call.Failure.NOT_SENT);
      return;
    }
    long id = ++counter * MAX_LANES + lane;
    Timer timer = env.schedule(Math.min(left, slowMillis), () -> silent(id, slowMillis, false));
    pending.put(id, new Pending(to, epoch, body, call, timer, deadline, slowMillis, to.start()));
    Header header =
        new Header(self.id(), self.start(), to.id(), to.start(), epoch, id, false, (int) left);
    env.send(to.endpoint(), new Frame(Codec.head(header), body));
  }

  /** Nothing was heard for so long. */
  private void silent(long id, long waitedMillis, boolean toTheEnd) {
    Pending p = pending.get(id);
    if (p == null) {
      return;
    }
    long now = env.monotonicMillis();
    if (!toTheEnd && waitedMillis >= TELLING_MILLIS) { // once; it may have been heard from since
      p.to.failed(now);
    }
    if (toTheEnd || now >= p.deadline) {
      pending.remove(id);
      p.call.failed(Call.Failure.TIMED_OUT);
    } else {
      long more = p.deadline - now;
      pending.put(id, p.until(env.schedule(more, () -> silent(id, waitedMillis + more, true))));
      p.call.slow();
    }
  }

  /** Sends something that wants no reply. */
  public void tell(Peer to, long epoch, Message message) {
    Header header = new Header(self.id(), self.start(), to.id(), to.start(), epoch, 0, false, 0);
    env.send(to.endpoint(), new Frame(Codec.head(header), Codec.body(message)));
  }

  /** A reply came in; one that nobody waits for is dropped. */
  public void replied(Header header, Message reply) {
    peers.heardFrom(header.from(), header.fromStart());
    Pending p = pending.get(header.id());
    boolean wrongStart = reply instanceof Refused r && r.reason() == Refused.Reason.WRONG_START;
    boolean asked = p != null && (p.to.id().equals(NodeId.NONE) || p.to.id().equals(header.from()));
    if (p == null || !asked && !wrongStart) {
      return;
    }
    pending.remove(header.id());
    p.timer.cancel();
    if (asked) {
      p.to.heard(header.fromStart());
    }
    if (!wrongStart) {
      p.call.replied(header, reply);
    } else if (p.toStart != 0) {
      p.call.failed(Call.Failure.LINK_DOWN);
    } else if (asked) {
      start(p.to, p.epoch, p.body, p.deadline, p.slowMillis, p.call);
    } else {
      p.call.failed(Call.Failure.NOT_SENT);
    }
  }

  /** The transport says that this request certainly did not leave. */
  public void notSent(long id) {
    fail(id, Call.Failure.NOT_SENT);
  }

  /** A connection ended: requests on it may or may not have run. */
  public void linkDown(Endpoint to) {
    peers.forgetStart(to);
    List<Long> lost = new ArrayList<>();
    pending.forEach(
        (id, p) -> {
          if (p.to.endpoint().equals(to)) {
            lost.add(id);
          }
        });
    lost.forEach(id -> fail(id, Call.Failure.LINK_DOWN));
  }

  private void fail(long id, Call.Failure why) {
    Pending p = pending.remove(id);
    if (p != null) {
      p.timer.cancel();
      p.to.failed(env.monotonicMillis());
      p.call.failed(why);
    }
  }
}
