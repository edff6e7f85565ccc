package org.dynamokv.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dynamokv.core.value.Endpoint;

/** A {@code dynamo server} of its own process; its output goes to a file beside its data. */
final class ServerProcess implements AutoCloseable {
  private static final long READY_SECONDS = 60;
  private static final long STOP_SECONDS = 30;
  private static final int LAST_LINES = 5;

  private final String name;
  private final Endpoint endpoint;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  /** Starts it; does not wait. */
  ServerProcess(String name, Endpoint endpoint, List<String> command, Path log) throws IOException {
    this.name = name;
    this.endpoint = endpoint;
    this.log = log;
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = new Thread(this::copyOutput, "output-of-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  String name() {
    return name;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  long cpuNanos() {
    return Processes.cpuNanos(process.toHandle());
  }

  long residentKib() throws IOException {
    return Processes.residentKib(process.pid());
  }

  private void copyOutput() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var file = Files.newBufferedWriter(log)) {
      for (String line; (line = lines.readLine()) != null; ) {
        file.write(line + "\n");
        file.flush();
        if (line.startsWith("ready")) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("it ended"));
  }

  /** Waits until it says that it takes requests. */
  void awaitReady() throws IOException, InterruptedException {
    try {
      ready.get(READY_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(name + " did not become ready: " + lastLines(), e);
    }
  }

  private String lastLines() throws IOException {
    List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(" | ", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
  }

  /** Asks it to stop, and makes it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
