package org.dynamokv.core.version;

/**
 * What a client has seen of one key; it travels as an opaque context (bound to the key by the
 * codec).
 *
 * @param vector the joined history of all siblings that the client was shown
 * @param clockMillis the highest hybrid clock among them, ms since 1970; used by last-writer-wins
 *     buckets only
 */
public record CausalContext(VersionVector vector, long clockMillis) {
  /** Has seen nothing. */
  public static final CausalContext NOTHING = new CausalContext(VersionVector.EMPTY, 0);

  /** What a client knows that was shown this object. */
  public static CausalContext of(StoredObject object) {
    long clock = object.siblings().stream().mapToLong(Sibling::modifiedMillis).max().orElse(0);
    return new CausalContext(object.vector(), clock);
  }
}
