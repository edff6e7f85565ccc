package org.dynamokv.server.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.dynamokv.client.DynamoClient;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads a value, or its siblings. */
@Command(
    name = "get",
    description = {
      "Prints a value, byte for byte.",
      "Siblings are printed one after the other, each after a line that describes it, and the",
      "context last. Exit code 3: there is nothing under the key."
    },
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private KeyOption key;
  @Mixin private JsonOption json;

  @Option(
      names = "--context",
      description = "Print only the context, to be given back with put --context.")
  private boolean contextOnly;

  @Override
  public Integer call() throws Exception {
    try (DynamoClient client = connection.open()) {
      Reading reading = connection.await(client.get(key.key(), client.options()));
      print(reading);
      if (!reading.isFound()) {
        throw new CommandFailedException(Exit.NOT_FOUND, "not found: " + key);
      }
      return Exit.OK;
    }
  }

  private void print(Reading reading) {
    if (json.wanted()) {
      json.print(() -> ReadingJson.of(reading));
    } else if (contextOnly) {
      System.out.println(Contexts.text(reading.context()));
    } else if (reading.versions().size() == 1) {
      write(System.out, reading.versions().get(0));
    } else if (reading.isFound()) {
      printSiblings(System.out, reading);
    }
  }

  private static void printSiblings(PrintStream out, Reading reading) {
    List<Version> versions = reading.versions();
    for (int i = 0; i < versions.size(); i++) {
      Version version = versions.get(i);
      out.printf(
          "--- sibling %d of %d, %d bytes, %s, modified %s%n",
          i + 1,
          versions.size(),
          version.content().value().length(),
          version.content().contentType(),
          Instant.ofEpochMilli(version.modifiedMillis()));
      write(out, version);
      out.println();
    }
    out.println("--- context " + Contexts.text(reading.context()));
  }

  private static void write(PrintStream out, Version version) {
    byte[] value = version.content().value().array();
    out.write(value, 0, value.length);
  }
}
