package org.dynamokv.core.sim;

import java.util.random.RandomGenerator;

/**
 * What a random run looks like.
 *
 * @param nodes machines, founder included
 * @param shards a node
 * @param n replicas
 * @param r of a read
 * @param w of a write
 * @param partitions of the ring
 * @param keys that clients use
 * @param clients at once
 * @param strictPercent of requests that only a key's own replicas may answer
 * @param blindDeletes whether clients delete without having read
 * @param stormMillis how long things go wrong
 * @param faultEveryMillis mean time between faults of machines, cuts and disks; 0 is never
 * @param network what goes wrong with frames
 */
public record Shape(
    int nodes,
    int shards,
    int n,
    int r,
    int w,
    int partitions,
    int keys,
    int clients,
    int strictPercent,
    boolean blindDeletes,
    int stormMillis,
    int faultEveryMillis,
    NetworkFaults network) {

  /** Half of the runs are the usual three of five; one in five has a sound network. */
  static Shape random(RandomGenerator random) {
    boolean usual = random.nextBoolean();
    int nodes = usual ? 5 : 1 + random.nextInt(7);
    int n = usual ? 3 : 1 + random.nextInt(4);
    return new Shape(
        nodes,
        1 + random.nextInt(3),
        n,
        usual ? 2 : 1 + random.nextInt(n),
        usual ? 2 : 1 + random.nextInt(n),
        1 << random.nextInt(5),
        1 + random.nextInt(5),
        1 + random.nextInt(8),
        random.nextInt(3) * 50,
        random.nextInt(4) == 0,
        60_000 + random.nextInt(240_000),
        random.nextInt(5) == 0 ? 0 : 500 + random.nextInt(10_000),
        random.nextInt(5) == 0 ? NetworkFaults.NONE : NetworkFaults.random(random));
  }
}
