package org.dynamokv.server.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.dynamokv.client.DynamoClient;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a key. */
@Command(
    name = "delete",
    description = "Deletes what is there, or with --context what that context has seen.",
    mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private KeyOption key;
  @Mixin private JsonOption json;

  @Option(names = "--context", paramLabel = "C", description = "What get --context printed.")
  private @Nullable String context;

  @Override
  public Integer call() throws Exception {
    Bytes seen = context == null ? Bytes.EMPTY : Contexts.parse(context);
    try (DynamoClient client = connection.open()) {
      Put delete = Put.delete(key.key(), seen);
      CompletionStage<Written> done = client.put(delete, client.options());
      Written written =
          context == null ? connection.awaitReadAndWrite(done) : connection.await(done);
      json.print(() -> WrittenJson.of(written));
      return Exit.OK;
    }
  }
}
