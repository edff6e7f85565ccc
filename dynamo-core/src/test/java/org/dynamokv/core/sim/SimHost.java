package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A machine: an address, a disk, a clock, and at most one process. What a process scheduled before
 * a crash never runs after it; while the machine is paused everything waits. One thread.
 */
public final class SimHost {
  private static final String CLUSTER = "sim";

  private final Simulation sim;
  private final SimNetwork network;
  private final String name;
  private final Endpoint endpoint;
  private final int shards;
  private final SimProcess.Factory factory;
  private final SimDisk disk;
  // Mutable state
  private final List<Runnable> waiting = new ArrayList<>();
  private NodeId id;
  private long boots;
  private boolean paused;
  private long pausedAt;
  private long asleepMillis;
  private long skewMillis;
  private Hello hello;
  private @Nullable SimProcess process;

  /**
   * A machine that is off, with an empty disk.
   *
   * @param name unique in the run: its randomness and its endpoint follow from it
   * @param factory makes the process at each boot
   */
  public SimHost(
      Simulation sim,
      SimNetwork network,
      String name,
      NodeId id,
      int shards,
      SimProcess.Factory factory) {
    this.sim = sim;
    this.network = network;
    this.name = name;
    this.id = id;
    this.shards = shards;
    this.factory = factory;
    this.endpoint = endpointOf(name);
    this.disk = new SimDisk(sim, name);
    this.hello = Hello.of(CLUSTER, id, 0, false);
    network.add(this);
  }

  /** Where a machine of that name listens. */
  public static Endpoint endpointOf(String name) {
    return new Endpoint(name, 1);
  }

  /** Its name in traces. */
  public String name() {
    return name;
  }

  /** Who its process is. */
  public NodeId id() {
    return id;
  }

  /** Where it listens. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** What outlives a crash. */
  public SimDisk disk() {
    return disk;
  }

  /** How often it was started. */
  public long boot() {
    return boots;
  }

  /** Whether a process runs, or would if the machine were not paused. */
  public boolean isUp() {
    return process != null;
  }

  /** Whether everything on it waits. */
  public boolean isPaused() {
    return paused;
  }

  /** How long it has stood still in all, pauses that have ended. */
  public long asleepMillis() {
    return asleepMillis;
  }

  /** How far its wall clock is ahead, ms; may be negative, may change at any time. */
  public void skew(long millis) {
    skewMillis = millis;
  }

  long skewMillis() {
    return skewMillis;
  }

  /** What runs on it. */
  public SimProcess process() {
    if (process == null) {
      throw new IllegalStateException(name + " is down");
    }
    return process;
  }

  TransportListener listener() {
    return process().listener();
  }

  Hello hello() {
    return hello;
  }

  /** Starts a new process over the disk as it is. */
  public void start() {
    if (process != null) {
      throw new IllegalStateException(name + " is up");
    }
    boots++;
    String bootName = name + "/" + boots;
    Self self = Self.starting(id, sim.random(bootName).nextLong());
    hello = Hello.of(CLUSTER, id, self.start(), false);
    List<Environment> environments = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      environments.add(new SimEnvironment(sim, this, bootName + "/" + i));
    }
    sim.trace(() -> name + " starts as " + self);
    process = factory.create(self, environments);
    process.start();
  }

  /** The process is gone at once, and with it what was not on the disk yet. */
  public void crash() {
    sim.trace(() -> name + " crashes");
    process = null;
    paused = false;
    waiting.clear();
    disk.crash();
    network.crashed(this);
  }

  /**
   * Replaces the disk by an empty one; the machine must be down, and comes back as somebody new.
   */
  public void destroyDisk(NodeId newId) {
    if (process != null) {
      throw new IllegalStateException(name + " is up");
    }
    sim.trace(() -> name + " loses its disk");
    disk.destroy();
    id = newId;
  }

  /** From now on everything waits, as in a long collection of garbage. */
  public void pause() {
    sim.trace(() -> name + " pauses");
    paused = true;
    pausedAt = sim.now();
  }

  /** What waited runs, in order. */
  public void resume() {
    sim.trace(() -> name + " goes on");
    paused = false;
    asleepMillis += sim.now() - pausedAt;
    List<Runnable> tasks = List.copyOf(waiting);
    waiting.clear();
    tasks.forEach(task -> sim.after(0, task));
  }

  int waiting() {
    return waiting.size();
  }

  void send(Endpoint to, Frame frame) {
    network.send(this, to, frame);
  }

  /** Runs a task on this machine if its present process still runs then. */
  public Timer after(long delayMillis, Runnable task) {
    Guarded guarded = new Guarded(boots, task);
    sim.after(delayMillis, guarded);
    return guarded;
  }

  private final class Guarded implements Runnable, Timer {
    private final long boot;
    private final Runnable task;
    private boolean cancelled;

    Guarded(long boot, Runnable task) {
      this.boot = boot;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void run() {
      if (cancelled || process == null || boot != boots) {
        return;
      }
      if (paused) {
        waiting.add(this);
      } else {
        task.run();
      }
    }
  }
}
