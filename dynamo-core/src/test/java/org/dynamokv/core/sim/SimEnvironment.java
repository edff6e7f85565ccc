package org.dynamokv.core.sim;

import java.util.random.RandomGenerator;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Endpoint;

/** All that one shard of one boot of a simulated machine may touch. */
final class SimEnvironment implements Environment {
  /** 2026-01-01, so that simulated objects have plausible dates. */
  private static final long WALL_START_MILLIS = 1_767_225_600_000L;

  private final Simulation sim;
  private final SimHost host;
  private final RandomGenerator random;
  private final Storage storage;
  private final long origin;

  SimEnvironment(Simulation sim, SimHost host, String name) {
    this.sim = sim;
    this.host = host;
    this.random = sim.random(name);
    this.storage = new SimStorage(host);
    this.origin = random.nextLong(-1_000_000, 1_000_000);
  }

  @Override
  public long monotonicMillis() {
    return origin + sim.now();
  }

  @Override
  public long monotonicNanos() {
    return 1_000_000 * monotonicMillis();
  }

  @Override
  public long wallMillis() {
    return WALL_START_MILLIS + sim.now() + host.skewMillis();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    return host.after(delayMillis, task);
  }

  @Override
  public void execute(Runnable task) {
    host.after(0, task);
  }

  @Override
  public int backlog() {
    return host.waiting();
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    host.send(to, frame);
  }

  @Override
  public Storage storage() {
    return storage;
  }
}
