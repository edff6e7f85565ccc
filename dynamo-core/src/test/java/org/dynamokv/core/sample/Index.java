package org.dynamokv.core.sample;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where in the log each key's value is, in key order. Not thread-safe. */
final class Index {
  /** A value's place, and the CRC-32C that its bytes must have. */
  record Place(long at, int length, int crc) {}

  // Mutable state
  private final NavigableMap<byte[], Place> places = new TreeMap<>(Arrays::compareUnsigned);
  private long liveBytes;

  /** Follows a record of the log that begins at an offset. */
  void follow(byte[] record, long offset) {
    ByteBuffer in = ByteBuffer.wrap(record).position(Batch.HEADER_BYTES);
    while (in.hasRemaining()) {
      byte[] key = new byte[in.getInt()];
      int length = in.getInt();
      in.get(key);
      remove(key);
      if (length != Batch.DELETED) {
        int crc = Batch.crc(record, in.position(), length);
        put(key, new Place(offset + in.position(), length, crc));
        in.position(in.position() + length);
      }
    }
  }

  private void put(byte[] key, Place place) {
    places.put(key, place);
    liveBytes += size(key, place);
  }

  private void remove(byte[] key) {
    Place old = places.remove(key);
    liveBytes -= old == null ? 0 : size(key, old);
  }

  private static long size(byte[] key, Place place) {
    return Batch.WRITE_BYTES + key.length + (long) place.length();
  }

  @Nullable Place get(byte[] key) {
    return places.get(key);
  }

  /** From a key (inclusive) to a key (exclusive; null is the end). */
  NavigableMap<byte[], Place> range(byte[] from, byte @Nullable [] to) {
    if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return Collections.emptyNavigableMap();
    }
    return to == null ? places.tailMap(from, true) : places.subMap(from, true, to, false);
  }

  Index copy() {
    Index copy = new Index();
    copy.places.putAll(places); // shares the keys, which nobody changes
    copy.liveBytes = liveBytes;
    return copy;
  }

  int size() {
    return places.size();
  }

  /** What the log would need without its garbage, about. */
  long liveBytes() {
    return liveBytes;
  }
}
