package org.dynamokv.core.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames between hosts as {@link org.dynamokv.core.spi.Transport} promises, and no better.
 * Every frame is turned into bytes. A connection is opened by the first frame; what ends it is a
 * fault, a crash, or a cut that lasts. One thread.
 */
public final class SimNetwork {
  /** How old a frame may grow, ms: {@link org.dynamokv.core.spi.TransportConfig#maxAgeMillis}. */
  public static final long MAX_AGE_MILLIS = 10_000;

  private static final long HEARTBEAT_MILLIS = 3_000;
  private static final int CONNECT_MILLIS = 2_000;

  /** Sees each frame as it arrives. */
  public interface Tap {
    /** Bytes that {@code to} is about to receive; not to be changed. */
    void arrived(SimHost from, SimHost to, byte[] frame);
  }

  private record Way(Endpoint from, Endpoint to) implements Comparable<Way> {
    @Override
    public int compareTo(Way other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  private final Simulation sim;
  private final RandomGenerator random;
  // Mutable state
  private final SortedMap<Endpoint, SimHost> hosts = new TreeMap<>();
  private final SortedMap<Way, SimConnection> open = new TreeMap<>();
  private final SortedSet<Way> cuts = new TreeSet<>();
  private final SortedMap<Way, NetworkFaults> faultsOfLinks = new TreeMap<>();
  private NetworkFaults faults = NetworkFaults.NONE;
  private Tap tap = (from, to, frame) -> {};

  /** A network without hosts and without faults. */
  public SimNetwork(Simulation sim) {
    this.sim = sim;
    this.random = sim.random("network");
  }

  /** What goes wrong on all links that have no faults of their own. */
  public void faults(NetworkFaults everywhere) {
    faults = everywhere;
  }

  /** What goes wrong one way. */
  public void faults(Endpoint from, Endpoint to, NetworkFaults there) {
    faultsOfLinks.put(new Way(from, to), there);
  }

  /** Frames one way vanish from now on; no connection can be opened, either way. */
  public void cut(Endpoint from, Endpoint to) {
    cuts.add(new Way(from, to));
  }

  /** Ends one cut. */
  public void mend(Endpoint from, Endpoint to) {
    cuts.remove(new Way(from, to));
  }

  /** Ends all cuts and faults. */
  public void heal() {
    cuts.clear();
    faultsOfLinks.clear();
    faults = NetworkFaults.NONE;
  }

  /** Lets somebody see each frame that arrives. */
  public void tap(Tap by) {
    tap = by;
  }

  void add(SimHost host) {
    if (hosts.put(host.endpoint(), host) != null) {
      throw new IllegalArgumentException(host.endpoint() + " is taken");
    }
  }

  void send(SimHost from, Endpoint to, Frame frame) {
    SimConnection there = open.get(new Way(from.endpoint(), to));
    if (there == null) {
      SimHost acceptor = hosts.get(to);
      String refusal = refusal(from, to, acceptor);
      if (refusal != null || acceptor == null) {
        notSent(from, to, frame, String.valueOf(refusal));
        return;
      }
      there = new SimConnection(from, acceptor);
      open.put(new Way(from.endpoint(), to), there);
    }
    carry(there, true, frame.join());
  }

  private @Nullable String refusal(SimHost from, Endpoint to, @Nullable SimHost acceptor) {
    if (isCut(from.endpoint(), to) || isCut(to, from.endpoint())) {
      return "connecting takes too long";
    }
    if (acceptor == null || !acceptor.isUp()) {
      return "connection refused";
    }
    try {
      from.hello().agree(acceptor.hello());
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private void notSent(SimHost from, Endpoint to, Frame frame, String reason) {
    sim.count("not sent");
    boolean slow = isCut(from.endpoint(), to) || isCut(to, from.endpoint());
    long delay = slow ? 1 + random.nextInt(CONNECT_MILLIS) : random.nextInt(3);
    from.after(delay, () -> from.listener().notSent(to, frame, reason));
  }

  private boolean isCut(Endpoint from, Endpoint to) {
    return cuts.contains(new Way(from, to));
  }

  void carry(SimConnection c, boolean toAcceptor, byte[] bytes) {
    Endpoint from = c.end(!toAcceptor).endpoint();
    Endpoint to = c.end(toAcceptor).endpoint();
    if (isCut(from, to)) {
      sim.count("cut off");
      dieUnlessMended(c, from, to);
      return;
    }
    NetworkFaults f = faultsOfLinks.getOrDefault(new Way(from, to), faults);
    if (happens(f.drop(), "drop")) {
      return;
    }
    if (happens(f.duplicate(), "duplicate")) {
      duplicate(c, toAcceptor, bytes, delay(f));
    }
    boolean overtakes = happens(f.reorder(), "reorder");
    long at = sim.now() + delay(f);
    deliver(c, toAcceptor, bytes, overtakes ? at : c.inOrder(toAcceptor, at));
    if (happens(f.close(), "close")) {
      close(c, "connection reset");
    }
  }

  private boolean happens(int outOf10000, String kind) {
    boolean yes = NetworkFaults.chance(random, outOf10000);
    if (yes) {
      sim.count(kind);
    }
    return yes;
  }

  private long delay(NetworkFaults f) {
    boolean slow = happens(f.slow(), "slow frame");
    return random.nextInt((slow ? f.slowMillis() : f.delayMillis()) + 1);
  }

  private void deliver(SimConnection c, boolean toAcceptor, byte[] bytes, long at) {
    long sentAt = sim.now();
    SimHost to = c.end(toAcceptor);
    sim.after(
        at - sentAt,
        () -> {
          // What was sent to the acceptor may arrive after the opener has given up, never reverse.
          if (to.isUp() && to.boot() == c.boot(toAcceptor) && (toAcceptor || !c.closed)) {
            to.after(0, () -> receive(c, toAcceptor, bytes, sentAt));
          }
        });
  }

  private void receive(SimConnection c, boolean toAcceptor, byte[] bytes, long sentAt) {
    if (sim.now() - sentAt > MAX_AGE_MILLIS) {
      sim.count("too old");
      close(c, "stood still for too long");
      return;
    }
    handOver(c, toAcceptor, bytes);
  }

  private void handOver(SimConnection c, boolean toAcceptor, byte[] bytes) {
    SimHost to = c.end(toAcceptor);
    sim.note(Arrays.hashCode(bytes));
    tap.arrived(c.end(!toAcceptor), to, bytes);
    to.listener().received(c.link(this, toAcceptor), bytes);
  }

  /** The second copy comes over a connection of its own, to whichever boot runs there by then. */
  private void duplicate(SimConnection c, boolean toAcceptor, byte[] bytes, long delay) {
    long sentAt = sim.now();
    SimHost to = c.end(toAcceptor);
    sim.after(
        delay + random.nextInt(1_000),
        () -> {
          SimHost from = c.end(!toAcceptor);
          if (to.isUp() && from.isUp()) {
            SimConnection late = new SimConnection(c.opener, c.acceptor);
            to.after(0, () -> receive(late, toAcceptor, bytes.clone(), sentAt));
          }
        });
  }

  private void dieUnlessMended(SimConnection c, Endpoint from, Endpoint to) {
    if (c.dying) {
      return;
    }
    c.dying = true;
    sim.after(
        HEARTBEAT_MILLIS,
        () -> {
          c.dying = false;
          if (isCut(from, to)) {
            close(c, "heartbeats stopped");
          }
        });
  }

  void close(SimConnection c, String reason) {
    if (c.closed) {
      return;
    }
    c.closed = true;
    Way way = new Way(c.opener.endpoint(), c.acceptor.endpoint());
    open.remove(way, c);
    if (c.opener.isUp() && c.opener.boot() == c.openerBoot) {
      c.opener.after(random.nextInt(3), () -> c.opener.listener().linkDown(way.to(), reason));
    }
  }

  /** The kernel of a crashed process resets its connections; behind a cut nobody hears of it. */
  void crashed(SimHost host) {
    List<Map.Entry<Way, SimConnection>> all = List.copyOf(open.entrySet());
    for (Map.Entry<Way, SimConnection> e : all) {
      SimConnection c = e.getValue();
      if (c.opener == host) {
        c.closed = true;
        open.remove(e.getKey());
      } else if (c.acceptor == host) {
        sim.after(
            isCut(host.endpoint(), c.opener.endpoint()) ? HEARTBEAT_MILLIS : 0,
            () -> close(c, "connection reset"));
      }
    }
  }
}
