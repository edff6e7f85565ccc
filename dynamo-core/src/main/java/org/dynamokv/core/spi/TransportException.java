package org.dynamokv.core.spi;

/** A transport could not start: one line for the operator. */
public final class TransportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a line for the operator. */
  public TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
