package org.dynamokv.core.sim;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dynamokv.core.node.NodeStatus.State;
import org.dynamokv.core.sim.SimDisk.Fault;

/**
 * Breaks machines, links, disks and clocks at random, each for a while, until it is told to stop.
 */
final class Nemesis {
  private static final int LONGEST_MILLIS = 20_000;
  private static final int LONGEST_PAUSE_MILLIS = 15_000;
  private static final long DAY_MILLIS = 86_400_000;

  private final Simulation sim;
  private final SimCluster cluster;
  private final Shape shape;
  private final RandomGenerator random;
  // Mutable state
  private boolean stopped;

  Nemesis(SimCluster cluster) {
    this.cluster = cluster;
    this.sim = cluster.simulation();
    this.shape = cluster.shape();
    this.random = sim.random("nemesis");
  }

  void start() {
    cluster.network().faults(shape.network());
    if (shape.faultEveryMillis() > 0) {
      sim.after(random.nextInt(2 * shape.faultEveryMillis()), this::act);
    }
  }

  /** Mends everything: machines are up, links sound, disks well; clocks stay as they are. */
  void stop() {
    stopped = true;
    cluster.network().heal();
    for (SimHost host : cluster.hosts()) {
      host.disk().fault(Fault.NONE);
      mend(host);
    }
  }

  /** A node that has stopped, because its disk failed at the start, is started again too. */
  private void mend(SimHost host) {
    if (host.isPaused()) {
      host.resume();
    }
    if (host.isUp() && cluster.node(host).state() == State.STOPPED) {
      sim.count("stopped node restarted");
      host.crash();
    }
    if (!host.isUp()) {
      host.start();
    }
  }

  private void act() {
    if (stopped) {
      return;
    }
    sim.after(1 + random.nextInt(2 * shape.faultEveryMillis()), this::act);
    SimHost host = any();
    switch (random.nextInt(8)) {
      case 0, 1 -> crash(host);
      case 2 -> pause(host);
      case 3 -> cut(host, any());
      case 4 -> isolate(host);
      case 5 -> spoilDisk(host);
      case 6 -> host.skew(random.nextLong(-DAY_MILLIS, DAY_MILLIS));
      default -> restartAll();
    }
  }

  private SimHost any() {
    List<SimHost> hosts = cluster.hosts();
    return hosts.get(random.nextInt(hosts.size()));
  }

  private void later(int withinMillis, Runnable mending) {
    sim.after(
        random.nextInt(withinMillis),
        () -> {
          if (!stopped) {
            mending.run();
          }
        });
  }

  private void crash(SimHost host) {
    if (host.isUp()) {
      sim.count("crash");
      host.crash();
      later(LONGEST_MILLIS, () -> mend(host));
    }
  }

  private void restartAll() {
    if (random.nextInt(4) == 0) {
      sim.count("power cut");
      cluster.hosts().stream().filter(SimHost::isUp).forEach(this::crash);
    }
  }

  private void pause(SimHost host) {
    if (host.isUp() && !host.isPaused()) {
      sim.count("pause");
      host.pause();
      later(
          LONGEST_PAUSE_MILLIS,
          () -> {
            if (host.isPaused()) {
              host.resume();
            }
          });
    }
  }

  private void cut(SimHost a, SimHost b) {
    boolean bothWays = random.nextBoolean();
    sim.count(bothWays ? "cut" : "cut one way");
    sim.trace(() -> "cut " + a.name() + (bothWays ? " - " : " > ") + b.name());
    cluster.network().cut(a.endpoint(), b.endpoint());
    if (bothWays) {
      cluster.network().cut(b.endpoint(), a.endpoint());
    }
    later(LONGEST_MILLIS, () -> join(a, b));
  }

  private void join(SimHost a, SimHost b) {
    cluster.network().mend(a.endpoint(), b.endpoint());
    cluster.network().mend(b.endpoint(), a.endpoint());
  }

  private void isolate(SimHost host) {
    cluster.hosts().stream().filter(h -> h != host).forEach(h -> cut(host, h));
  }

  private void spoilDisk(SimHost host) {
    Fault[] faults = Fault.values();
    host.disk().fault(faults[1 + random.nextInt(faults.length - 1)]);
    later(
        LONGEST_MILLIS,
        () -> {
          host.disk().fault(Fault.NONE);
          mend(host);
        });
  }
}
