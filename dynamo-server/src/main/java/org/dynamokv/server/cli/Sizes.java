package org.dynamokv.server.cli;

/** Byte counts for people. */
final class Sizes {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private Sizes() {}

  /** In the largest unit of which there is at least one. */
  static String of(long bytes) {
    double count = bytes;
    int unit = 0;
    while (count >= 1024 && unit < UNITS.length - 1) {
      count /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format("%.1f %s", count, UNITS[unit]);
  }
}
