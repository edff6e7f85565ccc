package org.dynamokv.bench.load;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dynamokv.client.DynamoClient;
import org.dynamokv.core.ring.Ring;

/** Waits until a cluster that has just been started is whole, so that no transfer is measured. */
final class Settled {
  private static final long LONGEST_SECONDS = 60;
  private static final long PAUSE_MILLIS = 200;

  private Settled() {}

  /** Asks with a new client each time, because a client that is idle does not follow the ring. */
  static void await(Supplier<DynamoClient> clients, int members)
      throws IOException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    CountDownLatch never = new CountDownLatch(1);
    do {
      try (DynamoClient client = clients.get()) {
        client.ready().toCompletableFuture().get();
        if (client.ring().filter(r -> isWhole(r, members)).isPresent()) {
          return;
        }
      }
    } while (!never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
    throw new IOException("the cluster of " + members + " did not settle");
  }

  private static boolean isWhole(Ring ring, int members) {
    return ring.members().size() == members && ring.change() == null;
  }
}
