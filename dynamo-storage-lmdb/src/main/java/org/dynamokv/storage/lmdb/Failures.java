package org.dynamokv.storage.lmdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the words of {@link StorageException} what LMDB ran into. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** With less than this left, an "input/output error" of a write is a full disk. */
  private static final long NEARLY_FULL_BYTES = 1 << 20;

  private final Path folder;

  Failures(Path folder) {
    this.folder = folder;
  }

  StorageException translate(LmdbException e) {
    Kind kind = kind(e);
    String what = kind == Kind.FULL ? "no room left in " : "storage failed in ";
    return new StorageException(kind, what + folder + ": " + e.getMessage(), e);
  }

  private Kind kind(LmdbException e) {
    if (e instanceof Env.MapFullException) {
      return Kind.FULL;
    }
    if (e instanceof Env.ReadersFullException || e instanceof Env.AlreadyClosedException) {
      return Kind.UNAVAILABLE;
    }
    if (e instanceof LmdbNativeException.PageCorruptedException
        || e instanceof LmdbNativeException.PageNotFoundException) {
      return Kind.CORRUPT;
    }
    return e instanceof LmdbNativeException error && isFull(error) ? Kind.FULL : Kind.IO;
  }

  // A write that finds a little room is cut short, and LMDB calls that an input/output error.
  private boolean isFull(LmdbNativeException error) {
    int code = error.getResultCode();
    return code == Errno.ENOSPC.intValue()
        || code == Errno.EDQUOT.intValue()
        || (code == Errno.EIO.intValue() && usableBytes() < NEARLY_FULL_BYTES);
  }

  /** What the device has left for this process; 0 when it does not say. */
  long usableBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      LOG.warn("cannot ask how much room is left in {}", folder, e);
      return 0;
    }
  }
}
