package org.dynamokv.storage.lmdb;

import java.util.List;
import org.dynamokv.core.spi.Setting;
import org.dynamokv.core.spi.Settings;

/**
 * What can be configured.
 *
 * @param sync when commits reach the disk
 * @param syncIntervalMillis how long a commit may stay unsynced with {@link Sync#INTERVAL}
 * @param mapBytes address space to begin with
 * @param maxBytes how large the data file may get
 * @param maxReaders how many reads and snapshots may run at once
 */
record LmdbSettings(
    Sync sync, long syncIntervalMillis, long mapBytes, long maxBytes, int maxReaders) {
  /** When commits reach the disk. */
  enum Sync {
    COMMIT,
    INTERVAL,
    NONE
  }

  private static final long MIN_MAP_BYTES = 64 << 10;
  private static final long MAX_MAP_BYTES = 64L << 40;

  static final List<Setting> KNOWN =
      List.of(
          new Setting(
              "sync",
              "commit",
              "commit: durable before the answer. interval: synced every sync-interval-millis."
                  + " none: when the operating system likes. After a power loss the last two may"
                  + " lose acknowledged writes and leave a damaged file: refill such a node from"
                  + " its peers"),
          new Setting(
              "sync-interval-millis",
              "100",
              "Milliseconds, for sync=interval. Smaller: more disk work; larger: more to lose"),
          new Setting(
              "map-size",
              "1g",
              "Bytes (k, m, g, t) of address space, not of disk, to begin with; it doubles when"
                  + " full. Too small: a few short pauses while it grows; too large: more than a"
                  + " limit on address space (ulimit -v) allows"),
          new Setting(
              "max-size",
              "16t",
              "Bytes the data file may reach; writes beyond fail as on a full disk. Too small:"
                  + " refused writes; too large: the file may fill a disk that others share"),
          new Setting(
              "max-readers",
              "1024",
              "Reads and snapshots at once. Too small: reads fail; too large: commits look"
                  + " through a longer table"));

  static LmdbSettings of(Settings settings) {
    Sync sync =
        switch (settings.oneOf("sync", List.of("commit", "interval", "none"))) {
          case "commit" -> Sync.COMMIT;
          case "interval" -> Sync.INTERVAL;
          default -> Sync.NONE;
        };
    long maxBytes = settings.bytes("max-size", MIN_MAP_BYTES, MAX_MAP_BYTES);
    return new LmdbSettings(
        sync,
        settings.number("sync-interval-millis", 1, 3_600_000),
        Math.min(settings.bytes("map-size", MIN_MAP_BYTES, MAX_MAP_BYTES), maxBytes),
        maxBytes,
        (int) settings.number("max-readers", 1, 100_000));
  }
}
