package org.dynamokv.storage.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.spi.StorageEngine;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What other processes do to a store: die in the middle of a commit, or want the same folder. */
@Timeout(120)
class LmdbProcessTest {
  @TempDir Path folder;

  @Test
  void acknowledgedBatchesSurviveAKilledProcess() throws Exception {
    for (int round = 1; round <= 3; round++) {
      long acknowledged = killAfter(50 * round);
      try (StorageEngine engine = Stores.open(folder)) {
        byte[] first = engine.get(CommittingChild.FIRST);
        long kept = Long.parseLong(new String(first, StandardCharsets.UTF_8));
        assertThat(kept).isBetween(acknowledged, acknowledged + 1);
        assertThat(engine.get(CommittingChild.SECOND)).isEqualTo(first);
        for (long n = 1; n <= kept; n++) {
          assertThat(engine.get(Stores.utf8("entry" + n))).hasSize(500);
        }
        assertThat(engine.get(Stores.utf8("entry" + (kept + 1)))).isNull();
      }
    }
  }

  @Test
  void secondProcessIsRefusedWithALineThatNamesTheFolder() throws Exception {
    try (StorageEngine engine = Stores.open(folder)) {
      String said = outputOfAChild();
      assertThat(said).startsWith("UNAVAILABLE").contains(folder.toRealPath().toString());
      Stores.put(engine, Stores.utf8("still"), Stores.utf8("here"));
    }
  }

  @Test
  void secondOpenInThisProcessIsRefusedAndDoesNotFreeTheFolder() throws Exception {
    StorageEngine engine = Stores.open(folder);
    try (engine) {
      StorageException refused = Stores.failure(Kind.UNAVAILABLE, () -> Stores.open(folder));
      assertThat(refused).hasMessageContaining(folder.toRealPath().toString());
      assertThat(outputOfAChild()).startsWith("UNAVAILABLE");
    }
    Stores.open(folder).close();
  }

  private String outputOfAChild() throws IOException, InterruptedException {
    Process child = Stores.java(CommittingChild.class, folder);
    try (BufferedReader output = child.inputReader()) {
      return output.readLine();
    } finally {
      child.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }

  /** Kills a committing child; returns the last number that it acknowledged. */
  private long killAfter(int batches) throws IOException, InterruptedException {
    Process child = Stores.java(CommittingChild.class, folder);
    long last = 0;
    try (BufferedReader output = child.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("acknowledged ")) {
          last = Long.parseLong(line.substring("acknowledged ".length()));
        }
        if (last >= batches) {
          child.toHandle().destroyForcibly(); // SIGKILL, and leaves the rest of its output
        }
      }
    } finally {
      child.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
    assertThat(last).isGreaterThanOrEqualTo(batches);
    return last;
  }
}
