package org.dynamokv.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.dynamokv.client.DynamoClient;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores a value: over what is there, or over what a context has seen. */
@Command(
    name = "put",
    description = {
      "Stores a value.",
      "Without --context it replaces whatever is there (it reads the context first); with one it",
      "replaces what that context has seen, and stands beside anything newer."
    },
    mixinStandardHelpOptions = true)
final class PutCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private KeyOption key;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "The value, taken as UTF-8; - reads it from standard input.")
  private @Nullable String value;

  @Option(names = "--file", paramLabel = "F", description = "Read the value from a file.")
  private @Nullable Path file;

  @Option(
      names = "--context",
      paramLabel = "C",
      description = "What get --context printed; '' has seen nothing.")
  private @Nullable String context;

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "MIME type to keep with it. Default: ${DEFAULT-VALUE}.")
  private String contentType = Content.OCTETS;

  @Override
  public Integer call() throws Exception {
    Content content = new Content(read(), contentType, Collections.emptySortedMap());
    try (DynamoClient client = connection.open()) {
      Written written = write(client, content);
      json.print(() -> WrittenJson.of(written));
      return Exit.OK;
    }
  }

  private Written write(DynamoClient client, Content content) throws CommandFailedException {
    return context == null
        ? connection.awaitReadAndWrite(client.overwrite(key.key(), content, client.options()))
        : connection.await(
            client.put(Put.of(key.key(), content, Contexts.parse(context)), client.options()));
  }

  private Bytes read() throws CommandFailedException {
    if ((value == null) == (file == null)) {
      throw new ParameterException(
          spec.commandLine(), "give a VALUE, or -, or --file: one of them");
    }
    try {
      if (file != null) {
        return Bytes.wrap(Files.readAllBytes(file));
      }
      return "-".equals(value)
          ? Bytes.wrap(System.in.readAllBytes())
          : Bytes.wrap(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandFailedException(
          Exit.FAILED, "cannot read " + (file == null ? "standard input" : file) + ": " + e);
    }
  }
}
