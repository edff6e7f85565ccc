package org.dynamokv.server.runtime;

/** A process could not start: one line for the operator. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the line. */
  public StartException(String line) {
    super(line);
  }

  /** With the line and what led to it. */
  public StartException(String line, Throwable cause) {
    super(line, cause);
  }
}
