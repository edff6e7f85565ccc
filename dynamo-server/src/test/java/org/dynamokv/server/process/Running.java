package org.dynamokv.server.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that a test started, and everything that it wrote. */
final class Running {
  private static final long PATIENCE_SECONDS = 120;

  private final List<String> command;
  private final Process process;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread outReader;
  private final Thread errReader;

  Running(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    outReader = reader("stdout", process.getInputStream(), out);
    errReader = reader("stderr", process.getErrorStream(), err);
  }

  private Thread reader(String name, InputStream from, ByteArrayOutputStream to) {
    Thread thread = new Thread(() -> copy(from, to), name + "-of-" + process.pid());
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void copy(InputStream from, ByteArrayOutputStream to) {
    byte[] chunk = new byte[8192];
    try (from) {
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        to.write(chunk, 0, n);
        lookForReady();
      }
    } catch (IOException e) {
      to.writeBytes(("[" + e + "]").getBytes(StandardCharsets.UTF_8));
    }
    if (to == out) {
      ready.completeExceptionally(new IllegalStateException("it ended before it was ready"));
    }
  }

  private void lookForReady() {
    Matcher line = Pattern.compile("(?m)^ready .*\\n").matcher(out());
    if (line.find()) {
      ready.complete(line.group().trim());
    }
  }

  /** Waits for the line that begins with "ready"; fails with all output when none comes. */
  String ready() throws Exception {
    try {
      return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("not ready: " + e + "\n" + this, e);
    }
  }

  /** What a word of the ready line says, for example that of "http". */
  String ready(String word) throws Exception {
    Matcher value = Pattern.compile("(?<= " + word + "=)\\S+").matcher(ready());
    if (!value.find()) {
      throw new AssertionError("no " + word + " in: " + ready());
    }
    return value.group();
  }

  /** Waits until it has ended; its exit code. */
  int exitCode() throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running\n" + this);
    }
    outReader.join();
    errReader.join();
    return process.exitValue();
  }

  /** Asks it to stop (SIGTERM); its exit code. */
  int stop() throws Exception {
    process.toHandle().destroy(); // the process's own destroy() would drop its last words
    return exitCode();
  }

  /** Ends it at once (SIGKILL), and waits for that. */
  void kill() throws Exception {
    process.destroyForcibly();
    exitCode();
  }

  /** Writes to its standard input, and closes that. */
  void input(byte[] bytes) throws IOException {
    try (var in = process.getOutputStream()) {
      in.write(bytes);
    }
  }

  /** Its memory that is not swapped out, bytes; -1 where /proc does not tell. */
  long residentBytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return -1;
    }
    Matcher line = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(Files.readString(status));
    return line.find() ? Long.parseLong(line.group(1)) * 1024 : -1;
  }

  byte[] outBytes() {
    return out.toByteArray();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return command + "\n--- stdout\n" + out() + "\n--- stderr\n" + err();
  }
}
