package org.dynamokv.core.spi;

/** A storage engine could not do what was asked. Nothing of a failed batch is kept. */
public final class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** No room; reads still work and writes will again when there is room. */
    FULL,
    /** A record failed its checksum; its bytes are not given out. */
    CORRUPT,
    /** The device or the operating system failed. */
    IO,
    /** The engine was closed, or its folder is in use by another process. */
    UNAVAILABLE
  }

  private final Kind kind;

  /** An error of a kind, with a line for the operator. */
  public StorageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** An error of a kind, with a line for the operator and its cause. */
  public StorageException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
