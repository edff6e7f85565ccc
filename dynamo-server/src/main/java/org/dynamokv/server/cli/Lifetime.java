package org.dynamokv.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server process until a signal (SIGTERM, SIGINT) ends it, closes what runs, and makes the
 * exit code 0, where the JVM would say 143.
 */
final class Lifetime {
  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);

  private final AutoCloseable running;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** Closes that on a signal. */
  Lifetime(AutoCloseable running) {
    this.running = running;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  /** Blocks until the process ends. */
  int untilStopped() throws InterruptedException {
    new CountDownLatch(1).await();
    return Exit.OK;
  }

  /** The process ends because of an error, which has its own exit code. */
  void failed() {
    failed.set(true);
  }

  private void stop() {
    try {
      running.close();
      if (!failed.get()) {
        log.info("stopped");
      }
    } catch (Exception e) {
      log.warn("could not stop in order", e);
    }
    System.out.flush();
    if (!failed.get()) {
      Runtime.getRuntime().halt(Exit.OK);
    }
  }
}
