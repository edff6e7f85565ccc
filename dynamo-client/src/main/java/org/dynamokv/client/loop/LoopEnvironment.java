package org.dynamokv.client.loop;

import java.util.random.RandomGenerator;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What core's code may touch in a real process: a thread of its own, the machine's clocks, a
 * transport and, in a node, the storage.
 *
 * @param loop the shard's (or client's) thread
 * @param transport shared by all shards of a node
 * @param random used on that thread only
 * @param disk null in a client, which stores nothing
 */
public record LoopEnvironment(
    EventLoop loop, Transport transport, RandomGenerator random, @Nullable Storage disk)
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
    if (disk == null) {
      throw new IllegalStateException("a client stores nothing");
    }
    return disk;
  }
}
