package org.dynamokv.core.sample;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** Closes where nobody can do anything about a failure: everything that matters was synced. */
final class Quietly {
  private Quietly() {}

  static void close(Closeable file) {
    try {
      file.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(Quietly.class).warn("logfile: a file did not close", e);
    }
  }
}
