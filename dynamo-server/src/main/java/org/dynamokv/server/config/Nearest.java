package org.dynamokv.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what a wrong word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate that takes the fewest edits to reach, the first one of several; none when more
   * than a third of the word would have to change.
   */
  public static Optional<String> of(String wrong, Collection<String> candidates) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return candidates.stream()
        .min(Comparator.comparing(candidate -> distance.apply(wrong, candidate)))
        .filter(best -> distance.apply(wrong, best) <= Math.max(1, wrong.length() / 3));
  }

  /** How a message about a wrong setting goes on. */
  static String hint(String wrong, Collection<String> candidates) {
    return of(wrong, candidates)
        .map(near -> "nearest: " + near)
        .orElse("conf/dynamo.properties lists the settings");
  }
}
