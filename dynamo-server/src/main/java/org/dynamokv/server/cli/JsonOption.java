package org.dynamokv.server.cli;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether a program reads the answer. */
final class JsonOption {
  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean wanted;

  boolean wanted() {
    return wanted;
  }

  /** Prints what the supplier makes, when JSON is wanted. */
  void print(Supplier<Object> shape) {
    if (wanted) {
      System.out.println(new String(Json.write(shape.get()), StandardCharsets.UTF_8));
    }
  }
}
