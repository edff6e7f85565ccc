package org.dynamokv.bench.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.dynamokv.bench.load.Report.Loaded;
import org.dynamokv.bench.load.Report.Server;
import org.dynamokv.core.store.Store;
import org.jspecify.annotations.Nullable;

/** Preload, then one run for each mode and number in flight, in the order given. */
final class Benchmark {
  private static final long TELL_MILLIS = 500;

  private final LoadOptions options;
  private final List<? extends Store> stores;
  private final @Nullable LocalCluster cluster;
  private final Progress progress;
  private final KeySpace keys;

  Benchmark(
      LoadOptions options,
      List<? extends Store> stores,
      @Nullable LocalCluster cluster,
      Progress progress) {
    this.options = options;
    this.stores = List.copyOf(stores);
    this.cluster = cluster;
    this.progress = progress;
    keys = new KeySpace(options.bucket, options.keys, options.valueSize);
  }

  Report run(ObjectNode settings) throws IOException, InterruptedException, ExecutionException {
    Loaded loaded = preload();
    List<RunResult> runs = new ArrayList<>();
    for (Mode mode : options.modes) {
      for (int inFlight : options.inFlight) {
        progress.say(mode.name().toLowerCase(Locale.ROOT) + " with " + inFlight + " in flight");
        runs.add(run(mode, inFlight));
      }
    }
    progress.done();
    return new Report(settings, loaded, runs, servers());
  }

  private Operations operations() {
    return new Operations(stores, keys, options.request());
  }

  private Loaded preload() throws InterruptedException, ExecutionException {
    long began = System.nanoTime();
    Preload preload = new Preload(operations(), keys.size());
    CompletableFuture<Void> ended = preload.start();
    while (!isOver(ended)) {
      progress.say("preload: " + preload.done() + " of " + keys.size() + " keys");
    }
    return new Loaded(keys.size(), preload.written(), (System.nanoTime() - began) / 1e9);
  }

  private static boolean isOver(CompletableFuture<Void> ended)
      throws InterruptedException, ExecutionException {
    try {
      ended.get(TELL_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private RunResult run(Mode mode, int inFlight) throws InterruptedException, ExecutionException {
    LongSupplier serverCpu = cluster == null ? () -> 0 : cluster::cpuNanos;
    return new Run(mode, options.mixedReads, inFlight, operations(), serverCpu)
        .run((long) (options.warmUp * 1e3), (long) (options.seconds * 1e3));
  }

  private List<Server> servers() throws IOException {
    List<Server> out = new ArrayList<>();
    if (cluster != null) {
      for (ServerProcess s : cluster.servers()) {
        out.add(new Server(s.name(), s.residentKib(), s.cpuNanos()));
      }
    }
    return out;
  }
}
