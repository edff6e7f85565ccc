package org.dynamokv.server.process;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Some hundred made-up files under their paths, the same for the same seed. */
final class Files300 {
  private static final int COUNT = 300;
  private static final int LARGE = 5 << 20;
  private static final String WORDS = "the quick brown fox jumps over the lazy dog — déjà vu 犬\n";

  private Files300() {}

  /** Paths with awkward letters; contents from nothing to 5 MiB, every second one text. */
  static Map<String, byte[]> make(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, byte[]> files = new LinkedHashMap<>();
    String[] folders = {"src", "docs/ü", "a b/c", "img/../odd", "100%", "q?x=1&y", "#hash;semi"};
    for (int i = 0; i < COUNT; i++) {
      String path = folders[i % folders.length] + "/file-" + i + (i % 2 == 0 ? ".txt" : ".bin");
      files.put(path, i % 2 == 0 ? text(size(i, random)) : binary(size(i, random), random));
    }
    return files;
  }

  private static int size(int i, SplittableRandom random) {
    return switch (i) {
      case 0, 1 -> 0;
      case 2, 3 -> LARGE;
      case 4, 5 -> 1 << 20;
      default -> random.nextInt(1, 20_000);
    };
  }

  private static byte[] text(int size) {
    byte[] words = WORDS.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = words[i % words.length];
    }
    return bytes;
  }

  private static byte[] binary(int size, SplittableRandom random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
