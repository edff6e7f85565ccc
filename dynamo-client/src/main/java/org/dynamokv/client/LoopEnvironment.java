package org.dynamokv.client;

import java.util.random.RandomGenerator;
import org.dynamokv.client.loop.EventLoop;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.value.Endpoint;

/** What core's code may touch inside a client: its loop and its transport; there is no storage. */
record LoopEnvironment(EventLoop loop, Transport transport, RandomGenerator random)
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

  @Override
  public Storage storage() {
    throw new IllegalStateException("a client stores nothing");
  }
}
