package org.dynamokv.server.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.dynamokv.client.loop.EventLoop;
import org.dynamokv.client.loop.LoopEnvironment;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.spi.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a node's shards, each with its environment. */
final class Shards implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Shards.class);
  private static final int BROKEN = 70;

  private final List<EventLoop> loops = new ArrayList<>();
  private final List<Environment> environments = new ArrayList<>();

  /**
   * Starts them.
   *
   * @param seeds gives each shard's random source its seed
   */
  Shards(String node, int count, Transport transport, StorageThread storage, LongSupplier seeds) {
    for (int i = 0; i < count; i++) {
      EventLoop loop = new EventLoop(node + "-shard-" + i, true, thrown -> failed(node, thrown));
      loops.add(loop);
      environments.add(
          new LoopEnvironment(
              loop, transport, new SplittableRandom(seeds.getAsLong()), storage.forShard(loop)));
    }
  }

  List<Environment> environments() {
    return List.copyOf(environments);
  }

  /** The first shard's thread, for timers of the node as a whole. */
  EventLoop first() {
    return loops.get(0);
  }

  /**
   * A broken invariant ends the process: what this shard remembers can no longer be trusted, and a
   * crash is what the protocol is made for. Other exceptions spoil one request, and were logged.
   */
  private static void failed(String node, Throwable thrown) {
    if (thrown instanceof IllegalStateException || thrown instanceof Error) {
      log.error("{}: stopped at once, an invariant is broken", node);
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  @Override
  public void close() {
    loops.forEach(EventLoop::close);
  }
}
