package org.dynamokv.core;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules that keep core simulatable and readable, as a pure function from a source file to what
 * is wrong with it. Comments and string literals do not count.
 */
final class ArchitectureRules {
  /** Packages in reading order: each imports only from those before it, and from itself. */
  static final List<String> PACKAGES =
      List.of(
          "value",
          "version",
          "ring",
          "quorum",
          "store",
          "message",
          "spi",
          "memory",
          "env",
          "membership",
          "replica",
          "coordinator",
          "handoff",
          "antientropy",
          "node");

  static final int MAX_LINES = 300;

  private record Ban(Pattern pattern, String why) {}

  private static final String NO_IO = "core does no IO: it belongs to plugins and the server";
  private static final String NO_THREADS = "core has no threads: a shard is a state machine";
  private static final String NO_CLOCK = "time comes from Environment only";
  private static final String NO_CHANCE = "randomness comes from Environment.random() only";
  private static final String NO_ORDER = "its order differs from JVM to JVM: use a Linked or Tree";

  private static final List<Ban> BANS =
      List.of(
          ban("java\\.io\\.", NO_IO),
          ban("java\\.net\\.", NO_IO),
          ban("java\\.nio\\.(?:file|channels)\\.", NO_IO),
          ban("Thread\\b", NO_THREADS),
          ban("(?:parallelStream|parallel)\\(", NO_THREADS),
          ban("System\\.(?:currentTimeMillis|nanoTime)\\b", NO_CLOCK),
          ban(
              "(?:Instant|LocalDateTime|LocalDate|ZonedDateTime|OffsetDateTime)\\.now\\b",
              NO_CLOCK),
          ban("Clock\\.system\\w+", NO_CLOCK),
          ban("Math\\.random\\b", NO_CHANCE),
          ban("new\\s+(?:java\\.util\\.)?Random\\(", NO_CHANCE),
          ban("new\\s+(?:java\\.util\\.)?SplittableRandom\\(\\s*\\)", NO_CHANCE),
          ban("(?:ThreadLocalRandom|SecureRandom)\\b", NO_CHANCE),
          ban("UUID\\.randomUUID\\b", NO_CHANCE),
          ban("System\\.identityHashCode\\b", NO_CHANCE),
          ban("(?:HashMap|HashSet)\\b", NO_ORDER),
          ban("(?:Map|Set)\\.(?:of|ofEntries|copyOf)\\(", NO_ORDER),
          ban("(?:toSet|toUnmodifiableSet|toUnmodifiableMap)\\(", NO_ORDER));

  private static final Pattern CONCURRENT =
      Pattern.compile("\\bjava\\.util\\.concurrent\\.([\\w.]+|\\*)");
  private static final Pattern COMPLETION =
      Pattern.compile("CompletableFuture|CompletionStage|CompletionException");
  private static final Pattern LOCK = Pattern.compile("\\bsynchronized\\b");
  private static final Pattern CONCURRENT_MAP = Pattern.compile("Concurrent\\w*Map");
  private static final Pattern ARROW = Pattern.compile("\\borg\\.dynamokv\\.core\\.([a-z]\\w*)");
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])*+'|//[^\n]*|/\\*.*?\\*/",
          Pattern.DOTALL);

  private ArchitectureRules() {}

  private static Ban ban(String pattern, String why) {
    return new Ban(Pattern.compile("\\b" + pattern), why);
  }

  /** What is wrong with a file of a package, one line each; empty when nothing is. */
  static List<String> violations(String inPackage, String source) {
    String code = NOT_CODE.matcher(source).replaceAll("\"\"");
    List<String> found = new ArrayList<>();
    checkArrows(inPackage, code, found);
    checkConcurrent(inPackage, code, found);
    if (!inPackage.equals("memory") && LOCK.matcher(code).find()) {
      found.add("'synchronized': " + NO_THREADS);
    }
    for (Ban ban : BANS) {
      Matcher m = ban.pattern().matcher(code);
      if (m.find()) {
        found.add("'" + m.group() + "': " + ban.why());
      }
    }
    long lines = source.lines().count();
    if (lines > MAX_LINES) {
      found.add(lines + " lines: the bound is " + MAX_LINES);
    }
    return found;
  }

  private static void checkArrows(String inPackage, String code, List<String> found) {
    int row = PACKAGES.indexOf(inPackage);
    if (row < 0) {
      found.add("package " + inPackage + " is not in the design's reading order");
    }
    Matcher m = ARROW.matcher(code);
    while (m.find()) {
      if (!inPackage.equals(m.group(1)) && PACKAGES.indexOf(m.group(1)) >= row) {
        found.add(inPackage + " uses " + m.group(1) + ", which is read after it");
      }
    }
  }

  private static void checkConcurrent(String inPackage, String code, List<String> found) {
    Matcher m = CONCURRENT.matcher(code);
    while (m.find()) {
      String name = m.group(1);
      boolean memoryMap = inPackage.equals("memory") && CONCURRENT_MAP.matcher(name).matches();
      if (!memoryMap && !COMPLETION.matcher(name).matches()) {
        found.add("'" + m.group() + "': " + NO_THREADS);
      }
    }
  }
}
