package org.dynamokv.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What the load generator prints in the end: a table for people, or JSON. */
final class Report {
  private static final String ROW = "%-7s %9s %9s %9s %9s %9s %9s %8s %9s %9s%n";

  /**
   * A server when the runs were over.
   *
   * @param residentKib its memory
   * @param cpuNanos processor time since it started
   */
  record Server(String name, long residentKib, long cpuNanos) {}

  /** What was put in place first. */
  record Loaded(int keys, int written, double seconds) {}

  private final ObjectNode settings;
  private final Loaded loaded;
  private final List<RunResult> runs;
  private final List<Server> servers;

  Report(ObjectNode settings, Loaded loaded, List<RunResult> runs, List<Server> servers) {
    this.settings = settings;
    this.loaded = loaded;
    this.runs = List.copyOf(runs);
    this.servers = List.copyOf(servers);
  }

  /** Latencies in ms, processor time in microseconds an operation. */
  String table() {
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "preload: %d keys, %d of them written, %.1f s%n",
            loaded.keys(), loaded.written(), loaded.seconds()));
    out.append(
        format(
            ROW,
            "mode",
            "in flight",
            "ops/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms",
            "errors",
            "cpu load",
            "cpu serv"));
    runs.forEach(r -> out.append(rows(r)));
    servers.forEach(
        s ->
            out.append(
                format(
                    "server %s: %d MiB resident, %.1f s processor time%n",
                    s.name(), s.residentKib() >> 10, s.cpuNanos() / 1e9)));
    return out.toString();
  }

  private static String rows(RunResult r) {
    StringBuilder out = new StringBuilder(row(r, name(r.mode()), r.all()));
    if (r.mode() == Mode.MIXED) {
      out.append(row(r, " read", r.reads()));
      out.append(row(r, " write", r.writes()));
    }
    r.errors().forEach((kind, n) -> out.append(format("        error: %s: %d%n", kind, n)));
    notes(r).forEach(note -> out.append(format("        %s%n", note)));
    return out.toString();
  }

  private static String row(RunResult r, String name, Histogram h) {
    boolean isWhole = !name.startsWith(" ");
    return format(
        ROW,
        name,
        r.inFlight(),
        format("%.0f", h.getTotalCount() * 1e9 / r.nanos()),
        millis(h.getValueAtPercentile(50)),
        millis(h.getValueAtPercentile(99)),
        millis(h.getValueAtPercentile(99.9)),
        millis(h.getMaxValue()),
        isWhole ? r.failed() : "",
        isWhole ? format("%.0f us", r.cpuMicrosPerOperation(r.loadCpuNanos())) : "",
        isWhole ? format("%.0f us", r.cpuMicrosPerOperation(r.serverCpuNanos())) : "");
  }

  private static List<String> notes(RunResult r) {
    List<String> notes = new ArrayList<>();
    if (r.siblings() > 0) {
      notes.add(r.siblings() + " gets found siblings");
    }
    if (r.rereads() > 0) {
      notes.add(r.rereads() + " puts had to read their key first");
    }
    return notes;
  }

  private static String millis(long nanos) {
    return format("%.3f", nanos / 1e6);
  }

  private static String name(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.set("settings", settings);
    root.putObject("preload")
        .put("keys", loaded.keys())
        .put("written", loaded.written())
        .put("seconds", loaded.seconds());
    ArrayNode list = root.putArray("runs");
    runs.forEach(r -> describe(r, list.addObject()));
    ArrayNode nodes = root.putArray("servers");
    servers.forEach(
        s ->
            nodes
                .addObject()
                .put("name", s.name())
                .put("residentMiB", s.residentKib() / 1024.0)
                .put("cpuSeconds", s.cpuNanos() / 1e9));
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static void describe(RunResult r, ObjectNode to) {
    to.put("mode", name(r.mode()))
        .put("inFlight", r.inFlight())
        .put("seconds", r.nanos() / 1e9)
        .put("operations", r.operations())
        .put("perSecond", r.perSecond());
    latencies(r.all(), to.putObject("latencyMicros"));
    latencies(r.reads(), to.putObject("readMicros"));
    latencies(r.writes(), to.putObject("writeMicros"));
    ObjectNode errors = to.putObject("errors");
    r.errors().forEach(errors::put);
    to.put("siblings", r.siblings())
        .put("rereads", r.rereads())
        .put("loadCpuMicrosPerOperation", r.cpuMicrosPerOperation(r.loadCpuNanos()))
        .put("serverCpuMicrosPerOperation", r.cpuMicrosPerOperation(r.serverCpuNanos()));
  }

  private static void latencies(Histogram h, ObjectNode to) {
    to.put("count", h.getTotalCount())
        .put("p50", h.getValueAtPercentile(50) / 1e3)
        .put("p99", h.getValueAtPercentile(99) / 1e3)
        .put("p99.9", h.getValueAtPercentile(99.9) / 1e3)
        .put("max", h.getMaxValue() / 1e3);
  }
}
