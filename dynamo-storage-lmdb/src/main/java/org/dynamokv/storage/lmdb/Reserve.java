package org.dynamokv.storage.lmdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only takes room, to be given up when the device is full: LMDB needs new pages even to
 * delete. Only the storage thread uses it.
 */
final class Reserve {
  /** Pages enough for a batch of deletes: a few per key in the worst case. */
  static final int BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);

  private final Path file;
  private final Failures device;

  // Mutable state
  private boolean spent;

  Reserve(Path folder, Failures device) {
    this.file = folder.resolve("reserve");
    this.device = device;
    this.spent = !Files.exists(file);
  }

  /** Gives the room up; returns whether there was any. */
  boolean spend() {
    try {
      spent = true;
      boolean had = Files.deleteIfExists(file);
      if (had) {
        LOG.warn("the device is full: spent {} to make room by deletes", file);
      }
      return had;
    } catch (IOException e) {
      LOG.warn("cannot spend {}", file, e);
      return false;
    }
  }

  /** Takes room again, once there is twice as much. */
  void refill() {
    if (spent && device.usableBytes() >= 2 * BYTES) {
      try {
        Files.write(file, new byte[BYTES]);
        spent = false;
      } catch (IOException e) {
        LOG.warn("cannot fill {}", file, e);
        spend(); // half of one would take room for nothing
      }
    }
  }
}
