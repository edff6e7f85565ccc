package org.dynamokv.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the operating system knows of processes. */
final class Processes {
  private Processes() {}

  /** Processor time of this process so far, ns. */
  static long ownCpuNanos() {
    return cpuNanos(ProcessHandle.current());
  }

  /** Processor time of a process so far, ns; 0 where it cannot be told. */
  static long cpuNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Resident memory, KiB; 0 where there is no /proc. */
  static long residentKib(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
