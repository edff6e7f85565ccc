package org.dynamokv.server.cli;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for a server to be ready. */
final class Waiting {
  private Waiting() {}

  /** Throws what the stage failed with; the process will end with an error then. */
  static void on(CompletionStage<Void> stage, Lifetime lifetime) throws Exception {
    try {
      stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      lifetime.failed();
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
