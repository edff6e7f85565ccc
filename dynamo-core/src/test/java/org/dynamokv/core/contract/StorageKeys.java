package org.dynamokv.core.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.dynamokv.core.spi.StorageEngine;

/** Makes keys that are hard for a storage engine. */
final class StorageKeys {
  private StorageKeys() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A run of one byte, and one more at its end. */
  static byte[] run(int length, int fill, int last) {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) fill);
    key[length - 1] = (byte) last;
    return key;
  }

  /**
   * Short ones, long ones, ones that share long prefixes, ones that are prefixes of others, and
   * extreme bytes: few enough different ones that operations often meet.
   */
  static byte[] random(Random random) {
    byte[] key = new byte[length(random)];
    Arrays.fill(key, (byte) (random.nextInt(4) == 0 ? 0xff : 0));
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      int at = random.nextBoolean() ? key.length - 1 : random.nextInt(key.length);
      key[at] = (byte) new int[] {0, 1, 0x7f, 0x80, 0xff}[random.nextInt(5)];
    }
    return key;
  }

  private static int length(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(4);
      case 1 -> 500 + random.nextInt(20);
      case 2 -> 995 + random.nextInt(35);
      default -> 1 + random.nextInt(StorageEngine.MAX_KEY_BYTES);
    };
  }
}
