package org.dynamokv.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long a start takes and how much memory an idle node needs; prints what it measured. */
@Timeout(120)
class FootprintIT {
  private static final long MIB = 1 << 20;

  private final Processes processes = new Processes();
  @TempDir Path folder;

  @AfterEach
  void end() throws Exception {
    processes.killAll();
  }

  @Test
  void aNodeStartsSoonAndStaysSmall() throws Exception {
    NodeCommand command = NodeCommand.of("n", folder);
    long begun = System.nanoTime();
    Running node = processes.start(command.joining());
    node.ready();
    long startMillis = (System.nanoTime() - begun) / 1_000_000;

    assertThat(processes.client("put", "k", "v", "-s", command.tcp()).exitCode()).isZero();
    begun = System.nanoTime();
    Running read = processes.client("get", "k", "-s", command.tcp());
    long getMillis = (System.nanoTime() - begun) / 1_000_000;
    assertThat(read.out()).as(read.toString()).isEqualTo("v");

    long resident = node.residentBytes();
    System.out.printf(
        "footprint: dynamo server ready after %d ms, dynamo get %d ms, resident %d MiB%n",
        startMillis, getMillis, resident / MIB);
    assertThat(startMillis).isLessThan(15_000);
    assertThat(getMillis).isLessThan(10_000);
    assertThat(resident).isLessThan(256 * MIB);
  }
}
