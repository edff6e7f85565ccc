package org.dynamokv.bench.load;

import java.io.PrintWriter;

/** Says on a terminal what goes on; silent elsewhere. */
final class Progress {
  private static final int WIDTH = 70;

  private final PrintWriter out;
  private final boolean isTerminal = System.console() != null;

  Progress(PrintWriter out) {
    this.out = out;
  }

  /** Replaces the line that stands there. */
  void say(String line) {
    if (isTerminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
      out.flush();
    }
  }

  /** Wipes the line. */
  void done() {
    say("");
    if (isTerminal) {
      out.print("\r");
      out.flush();
    }
  }
}
