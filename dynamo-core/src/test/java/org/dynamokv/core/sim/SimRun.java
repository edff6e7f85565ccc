package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.dynamokv.core.node.Node;
import org.dynamokv.core.node.NodeStatus.HintCount;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;

/**
 * One random run: a cluster forms, clients work in a storm of faults, everything is mended, and
 * then what is left is compared with what the clients did.
 */
public final class SimRun {
  private static final long FORM_MILLIS = 300_000;
  private static final long CALM_MILLIS = 120_000;
  private static final long HINTS_MILLIS = 1_000;
  private static final int READ_TIMEOUT_MILLIS = 5_000;
  private static final int READ_ATTEMPTS = 10;

  /**
   * How a run ended.
   *
   * @param shape what it looked like
   * @param violations empty when all is well
   * @param hash equal for two runs of one seed
   * @param simulatedMillis how long it took in virtual time
   * @param counts requests and faults by kind
   */
  public record Result(
      long seed,
      Shape shape,
      List<String> violations,
      long hash,
      long simulatedMillis,
      SortedMap<String, Long> counts) {
    /** What a person needs to see it again. */
    public String report() {
      return "seed %d, %s%n  %s%n  replay: mvn -pl dynamo-core test -Dtest=SimulationTest -Dsim.seed=%d"
          .formatted(seed, shape, String.join("\n  ", violations), seed);
    }
  }

  private final Simulation sim;
  private final SimCluster cluster;
  private final History history;
  private final Shape shape;

  private SimRun(Simulation sim, Shape shape) {
    this.sim = sim;
    this.shape = shape;
    this.cluster = new SimCluster(sim, shape);
    this.history = cluster.history();
  }

  /** Runs a seed, with the shape that follows from it. */
  public static Result of(long seed) {
    Simulation sim = new Simulation(seed);
    return of(sim, Shape.random(sim.random("shape")));
  }

  /** Runs with a given shape. */
  public static Result of(Simulation sim, Shape shape) {
    SimRun run = new SimRun(sim, shape);
    List<String> violations = new ArrayList<>();
    try {
      run.run();
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      violations.add("at " + sim.now() + " ms: " + stack(e));
    }
    violations.addAll(run.history.violations());
    return new Result(
        sim.seed(), shape, List.copyOf(violations), sim.hash(), sim.now(), sim.counts());
  }

  private static String stack(Throwable e) {
    java.io.StringWriter out = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(out));
    return out.toString();
  }

  private void run() {
    if (form()) {
      storm();
      calm();
      SimClient.keys(shape).forEach(this::checkTheEnd);
    }
  }

  private boolean form() {
    for (SimHost host : cluster.hosts()) {
      host.start();
    }
    return within(FORM_MILLIS, cluster::isComplete, "the cluster never formed");
  }

  private void storm() {
    Nemesis nemesis = new Nemesis(cluster);
    List<SimClient> clients = new ArrayList<>();
    for (int i = 0; i < shape.clients(); i++) {
      clients.add(new SimClient(cluster, "client" + i));
    }
    nemesis.start();
    clients.forEach(SimClient::start);
    sim.runUntil(() -> !history.violations().isEmpty(), shape.stormMillis());
    clients.forEach(SimClient::stop);
    nemesis.stop();
    within(CALM_MILLIS, () -> clients.stream().noneMatch(SimClient::isBusy), "requests hang");
  }

  private void calm() {
    within(CALM_MILLIS, cluster::isComplete, "not all nodes are members again");
    List<HintCount> hints = new ArrayList<>();
    for (long end = sim.now() + CALM_MILLIS; sim.now() < end; ) {
      hints = hints();
      if (hints.isEmpty()) {
        return;
      }
      sim.runFor(HINTS_MILLIS);
    }
    history.violated("hints are never delivered: " + hints);
  }

  private List<HintCount> hints() {
    List<HintCount> hints = new ArrayList<>();
    for (SimHost host : cluster.hosts()) {
      boolean[] told = new boolean[1];
      host.after(
          0,
          () ->
              cluster
                  .node(host)
                  .status()
                  .thenAccept(status -> told[0] = hints.addAll(status.hints()) || true));
      within(HINTS_MILLIS, () -> told[0], "a node does not tell its status");
    }
    return hints;
  }

  private boolean within(
      long millis, java.util.function.BooleanSupplier condition, String otherwise) {
    boolean held = sim.runUntil(condition, millis);
    if (!held) {
      history.violated(otherwise + ": " + states());
    }
    return held;
  }

  private List<String> states() {
    return cluster.hosts().stream()
        .map(h -> h.name() + (h.isUp() ? state(cluster.node(h)) : " is down"))
        .toList();
  }

  private static String state(Node node) {
    Ring ring = node.ring();
    return " is " + node.state() + " at epoch " + (ring == null ? "none" : ring.epoch());
  }

  /** The first read repairs; what the second shows is what has been kept. */
  private void checkTheEnd(Key key) {
    readAll(key);
    sim.runFor(READ_TIMEOUT_MILLIS);
    Reading reading = readAll(key);
    if (reading == null) {
      history.violated("a key cannot be read from all owners, though all is well");
    } else {
      history.checkTheEnd(key, reading, cluster.copies(key));
    }
  }

  private @Nullable Reading readAll(Key key) {
    int all = Math.min(shape.n(), shape.nodes());
    RequestOptions options = new RequestOptions(all, 0, READ_TIMEOUT_MILLIS, Consistency.STRICT);
    for (int i = 0; i < READ_ATTEMPTS; i++) {
      Reading[] found = new Reading[1];
      SimHost host = cluster.hosts().get(i % shape.nodes());
      host.after(
          0,
          () ->
              cluster
                  .node(host)
                  .store()
                  .get(key, options)
                  .thenAccept(reading -> found[0] = reading));
      if (sim.runUntil(() -> found[0] != null, READ_TIMEOUT_MILLIS + 1_000)) {
        return found[0];
      }
    }
    return null;
  }
}
