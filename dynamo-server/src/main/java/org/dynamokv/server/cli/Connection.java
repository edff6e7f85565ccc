package org.dynamokv.server.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dynamokv.client.ClientBuilder;
import org.dynamokv.client.DynamoClient;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Failure.Outcome;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.server.runtime.PluginFolder;
import org.dynamokv.server.runtime.StartException;
import picocli.CommandLine.Option;

/** How a client command reaches the cluster: the options that all of them have. */
final class Connection {
  /** Added to the request's own time-out before the command gives up on the client itself. */
  private static final int GRACE_MILLIS = 2_000;

  @Option(
      names = {"-s", "--server"},
      paramLabel = "HOST:PORT",
      description = "A node of the cluster; may be repeated. Default: 127.0.0.1:20050.")
  private List<String> servers = List.of("127.0.0.1:20050");

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      description = "How long to wait, ms. Default: ${DEFAULT-VALUE}.")
  private int timeoutMillis = RequestOptions.DEFAULT_TIMEOUT_MILLIS;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "What the nodes talk over. Default: ${DEFAULT-VALUE}.")
  private String transport = "tcp";

  /** A client that begins to connect. */
  DynamoClient open() throws StartException {
    ClientBuilder builder =
        DynamoClient.builder()
            .transport(transport)
            .timeoutMillis(timeoutMillis)
            .loader(PluginFolder.loader(Home.plugins()));
    servers.forEach(builder::seed);
    return builder.build();
  }

  /** Waits for an answer, and turns a failure into a line and an exit code. */
  <T> T await(CompletionStage<T> stage) throws CommandFailedException {
    return await(stage, "");
  }

  /** As above, for a write without a context: a failure of its read says why it reads at all. */
  <T> T awaitReadAndWrite(CompletionStage<T> stage) throws CommandFailedException {
    return await(stage, "without --context it reads first, and that failed: ");
  }

  private <T> T await(CompletionStage<T> stage, String inRead) throws CommandFailedException {
    try {
      return stage.toCompletableFuture().get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw failed(failure.failure(), inRead);
      }
      throw new CommandFailedException(Exit.FAILED, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      throw new CommandFailedException(Exit.FAILED, "no answer within " + timeoutMillis + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(Exit.FAILED, "interrupted");
    }
  }

  /** The admin API's JSON for a path; an error of the API is a failure of the command. */
  byte[] admin(DynamoClient client, String path) throws CommandFailedException {
    AdminReply reply = await(client.admin("GET", path, Bytes.EMPTY));
    if (reply.status() != 200) {
      String json = new String(reply.json().array(), StandardCharsets.UTF_8);
      throw new CommandFailedException(Exit.FAILED, "the node answered " + json);
    }
    return reply.json().array();
  }

  private static CommandFailedException failed(Failure failure, String inRead) {
    String message = failure.message(); // of too few replicas it says how many
    boolean isRead = message.startsWith("a read ") || message.startsWith("get: ");
    String outcome = failure.outcome() == Outcome.UNKNOWN ? "; it may yet take effect" : "";
    return new CommandFailedException(
        failure.code() == Code.NOT_ENOUGH_REPLICAS ? Exit.TOO_FEW_REPLICAS : Exit.FAILED,
        failure.code().wireName() + ": " + (isRead ? inRead : "") + message + outcome);
  }
}
