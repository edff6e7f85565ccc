package org.dynamokv.core.ring;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers of a bucket that a ring change must honour. Buckets with equal numbers are one class.
 *
 * @param n replicas
 * @param r replicas that answer a read
 * @param w replicas that make a write
 */
public record Quorums(int n, int r, int w) {
  /** A bucket's numbers. */
  public static Quorums of(BucketProperties properties) {
    return new Quorums(properties.n(), properties.r(), properties.w());
  }

  /** The classes of buckets of a ring, each once; the defaults come first. */
  public static List<Quorums> classesOf(Ring ring) {
    Collection<BucketProperties> named = ring.buckets().values();
    return Stream.concat(Stream.of(ring.defaults()), named.stream())
        .map(Quorums::of)
        .distinct()
        .toList();
  }

  /** The largest n: how long owner lists are when there are members enough. */
  public static int largestN(Ring ring) {
    return classesOf(ring).stream().mapToInt(Quorums::n).max().orElseThrow();
  }
}
