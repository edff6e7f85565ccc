package org.dynamokv.transport.http.rest;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dynamokv.core.store.Reading;
import org.dynamokv.transport.http.exchange.RefusedException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * {@code If-Match} and {@code If-None-Match}, judged against what a read found.
 *
 * @param match tags of which one must stand; empty asks nothing
 * @param noneMatch tags of which none may stand; empty asks nothing
 */
record Preconditions(List<String> match, List<String> noneMatch) {
  private static final String ANY = "*";
  private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"|\\*");
  private static final Pattern TAGS =
      Pattern.compile("[ \t]*((" + TAG + ")?[ \t]*(,[ \t]*(" + TAG + ")?[ \t]*)*)");

  static Preconditions read(HttpFields headers) {
    return new Preconditions(
        tags(headers, HttpHeader.IF_MATCH), tags(headers, HttpHeader.IF_NONE_MATCH));
  }

  private static List<String> tags(HttpFields headers, HttpHeader header) {
    String all = String.join(",", headers.getValuesList(header));
    if (!TAGS.matcher(all).matches()) {
      throw new IllegalArgumentException(header + " is neither * nor a list of quoted tags");
    }
    return TAG.matcher(all).results().map(MatchResult::group).toList();
  }

  boolean isEmpty() {
    return match.isEmpty() && noneMatch.isEmpty();
  }

  /** Throws 412 unless a write may go on. */
  void checkWrite(Reading seen) {
    if (!matchHolds(seen)) {
      throw failed("If-Match");
    }
    if (standsIn(noneMatch, seen)) {
      throw failed("If-None-Match");
    }
  }

  /** Throws 412 unless a read may go on. */
  void checkRead(Reading seen) {
    if (!matchHolds(seen)) {
      throw failed("If-Match");
    }
  }

  /** Whether the reader has it already. */
  boolean notModified(Reading seen) {
    return standsIn(noneMatch.stream().map(Preconditions::strong).toList(), seen);
  }

  /**
   * Whether the client thereby says that it knows what the read found: it named its tag, or said
   * that nothing is there. {@code If-Match: *} knows only that something is.
   */
  boolean knowsWhatIsThere() {
    return match.stream().anyMatch(tag -> !tag.equals(ANY)) && !match.contains(ANY)
        || match.isEmpty() && noneMatch.contains(ANY);
  }

  private boolean matchHolds(Reading seen) {
    return match.isEmpty() || standsIn(match, seen);
  }

  private static boolean standsIn(List<String> tags, Reading seen) {
    return seen.isFound() && (tags.contains(ANY) || tags.contains(EntityTag.of(seen.versions())));
  }

  /** Reads compare weakly. */
  private static String strong(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static RefusedException failed(String header) {
    return new RefusedException(412, "precondition-failed", header + " does not hold");
  }
}
