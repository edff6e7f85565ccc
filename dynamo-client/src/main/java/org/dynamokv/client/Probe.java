package org.dynamokv.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.RingRequest;

/** Asks several nodes at once, and is content with the first that says anything. Loop's thread. */
final class Probe implements Call {
  private final CompletableFuture<Boolean> anybody;
  // Mutable state
  private int silent;

  private Probe(int asked, CompletableFuture<Boolean> anybody) {
    this.silent = asked;
    this.anybody = anybody;
  }

  /** Completes with whether anybody replied in time. */
  static void run(
      Wire wire,
      long epoch,
      List<Target> targets,
      long timeoutMillis,
      CompletableFuture<Boolean> anybody) {
    if (targets.isEmpty()) {
      anybody.complete(false);
      return;
    }
    Probe probe = new Probe(targets.size(), anybody);
    targets.forEach(t -> t.call(wire.rpc, epoch, new RingRequest(), timeoutMillis, probe));
  }

  @Override
  public void replied(Header header, Message reply) {
    anybody.complete(true);
  }

  @Override
  public void failed(Failure why) {
    silent--;
    if (silent == 0) {
      anybody.complete(false);
    }
  }
}
