package org.dynamokv.core.sample;

import java.io.IOException;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;

/** Says what an operating system's error means to a node. */
final class Trouble {
  private Trouble() {}

  static StorageException of(String what, IOException e) {
    String reason = String.valueOf(e.getMessage());
    boolean full = reason.contains("No space left") || reason.contains("quota exceeded");
    return new StorageException(full ? Kind.FULL : Kind.IO, what + ": " + reason, e);
  }
}
