package org.dynamokv.server.runtime;

import java.util.random.RandomGenerator;
import org.dynamokv.client.loop.EventLoop;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.value.Endpoint;

/**
 * A shard's world in a server: a thread of its own, the machine's clocks, the node's transport and
 * storage thread.
 *
 * @param loop the shard's thread
 * @param random used on that thread only
 */
record ServerEnvironment(
    EventLoop loop, RandomGenerator random, Transport transport, Storage storage)
    implements Environment {
  @Override
  public long monotonicMillis() {
    return loop.monotonicMillis();
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    return loop.schedule(delayMillis, task);
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public int backlog() {
    return loop.backlog();
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    transport.send(to, frame);
  }
}
