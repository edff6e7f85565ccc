package org.dynamokv.core.sim;

import java.util.random.RandomGenerator;

/**
 * How often what goes wrong on a link, in chances out of 10,000 for each frame.
 *
 * @param drop the frame vanishes
 * @param duplicate it arrives a second time, later, at whoever listens there then
 * @param close it arrives, yet its connection ends and the opener is told so
 * @param reorder it may overtake those before it on its connection
 * @param slow its delay is drawn up to {@code slowMillis}, not {@code delayMillis}
 * @param delayMillis usual longest delay
 * @param slowMillis longest delay of a slow frame
 */
public record NetworkFaults(
    int drop, int duplicate, int close, int reorder, int slow, int delayMillis, int slowMillis) {
  /** Nothing goes wrong; a frame takes 0 to 2 ms. */
  public static final NetworkFaults NONE = new NetworkFaults(0, 0, 0, 0, 0, 2, 2);

  /** Each fault at a rate of its own, about half of them not at all. */
  public static NetworkFaults random(RandomGenerator random) {
    return new NetworkFaults(
        rate(random, 300),
        rate(random, 300),
        rate(random, 200),
        rate(random, 2_000),
        rate(random, 200),
        1 + random.nextInt(10),
        100 + random.nextInt(4_000));
  }

  private static int rate(RandomGenerator random, int most) {
    return random.nextBoolean() ? 0 : random.nextInt(most);
  }

  static boolean chance(RandomGenerator random, int outOf10000) {
    return outOf10000 > 0 && random.nextInt(10_000) < outOf10000;
  }
}
