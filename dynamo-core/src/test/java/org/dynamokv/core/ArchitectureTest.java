package org.dynamokv.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the arrows of the design, and what a simulated core must not touch, over the sources. */
class ArchitectureTest {
  private static final Path CORE = Path.of("src/main/java/org/dynamokv/core");

  @Test
  void mainCodeKeepsTheRules() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> files = sources();
    for (Path file : files) {
      String inPackage = CORE.relativize(file).getName(0).toString();
      ArchitectureRules.violations(inPackage, Files.readString(file))
          .forEach(v -> found.add(CORE.relativize(file) + ": " + v));
    }
    assertThat(files).as("sources under %s", CORE.toAbsolutePath()).hasSizeGreaterThan(50);
    assertThat(found).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(CORE)) {
      return all.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void importOfALaterPackageIsSeen() {
    assertThat(violations("ring", "import org.dynamokv.core.node.Node;"))
        .containsExactly("ring uses node, which is read after it");
    assertThat(violations("node", "import org.dynamokv.core.ring.Ring;")).isEmpty();
    assertThat(violations("ring", "import org.dynamokv.core.ring.Ring;")).isEmpty();
  }

  @Test
  void fullyQualifiedUseOfALaterPackageIsSeen() {
    assertThat(violations("value", "var x = org.dynamokv.core.env.Self.starting(id, 1);"))
        .hasSize(1);
  }

  @Test
  void packageThatTheDesignDoesNotKnowIsSeen() {
    assertThat(violations("util", "class X {}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import java.io.File;",
        "import java.net.Socket;",
        "import java.nio.file.Path;",
        "import java.nio.channels.FileChannel;",
        "import java.util.concurrent.ConcurrentHashMap;",
        "import java.util.concurrent.atomic.AtomicLong;",
        "import java.util.concurrent.*;",
        "import java.util.concurrent.ThreadLocalRandom;",
        "Thread t = null;",
        "synchronized (this) {}",
        "list.parallelStream()",
        "System.currentTimeMillis()",
        "System.nanoTime()",
        "Instant.now()",
        "Clock.systemUTC()",
        "Math.random()",
        "new Random()",
        "new java.util.Random(7)",
        "new SplittableRandom()",
        "new SecureRandom()",
        "UUID.randomUUID()",
        "System.identityHashCode(x)",
        "new HashMap<>()",
        "import java.util.HashSet;",
        "Map.of(1, 2)",
        "Map.copyOf(m)",
        "Set.of(1)",
        "Set.copyOf(s)",
        "Collectors.toSet()"
      })
  void bannedUseIsSeen(String line) {
    assertThat(violations("node", line)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import java.util.concurrent.CompletableFuture;",
        "import java.util.concurrent.CompletionStage;",
        "import java.util.concurrent.CompletionException;",
        "import java.nio.charset.StandardCharsets;",
        "import java.nio.ByteBuffer;",
        "ThreadLocal<MessageDigest> md5 = null;",
        "new LinkedHashMap<>()",
        "new TreeSet<>()",
        "new IdentityHashMap<>()",
        "List.of(1)",
        "new SplittableRandom(seed)",
        "// Thread, java.io.File and HashMap in a comment",
        "/** {@link org.dynamokv.core.node.Node} and\n Thread */",
        "String s = \"Thread \\\" HashMap\";"
      })
  void allowedUseIsNotReported(String line) {
    assertThat(violations("env", line)).isEmpty();
  }

  @Test
  void onlyTheMemoryEngineMayHaveAConcurrentMapAndALock() {
    String line = "import java.util.concurrent.ConcurrentSkipListMap;";
    assertThat(violations("memory", line)).isEmpty();
    assertThat(violations("replica", line)).isNotEmpty();
    assertThat(violations("memory", "import java.util.concurrent.Executor;")).isNotEmpty();
    assertThat(violations("memory", "synchronized (this) {}")).isEmpty();
  }

  @Test
  void codeAfterACommentOrStringStillCounts() {
    assertThat(violations("env", "/* a */ Thread t; // b")).hasSize(1);
    assertThat(violations("env", "f(\"//\"); new HashMap<>();")).hasSize(1);
    assertThat(violations("env", "char c = '\"'; new HashMap<>(); char d = '\"';")).hasSize(1);
  }

  @Test
  void fileOverTheBoundIsSeen() {
    assertThat(violations("env", "\n".repeat(300))).isEmpty();
    assertThat(violations("env", "\n".repeat(301))).hasSize(1);
  }

  private static List<String> violations(String inPackage, String source) {
    return ArchitectureRules.violations(inPackage, source);
  }
}
