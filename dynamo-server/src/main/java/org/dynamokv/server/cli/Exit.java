package org.dynamokv.server.cli;

/** What a command's exit code means; part of the product's interface. */
final class Exit {
  static final int OK = 0;

  /** It did not work; one line on standard error says why. */
  static final int FAILED = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** There is nothing under the key. */
  static final int NOT_FOUND = 3;

  /** Fewer replicas answered than the request needs. */
  static final int TOO_FEW_REPLICAS = 4;

  private Exit() {}
}
