package org.dynamokv.core.version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dynamokv.core.value.Content;
import org.jspecify.annotations.Nullable;

/**
 * A put as its coordinator applies it to its own copy (DATA-MODEL rules "Coordinated put" and
 * "Actors"): siblings that the context covers go, the new one comes with a fresh dot, the vector is
 * the copy's joined with the context and the dot.
 *
 * @param content what to write; null is a delete
 * @param context what the client has seen
 * @param wallMillis the coordinator's wall clock
 * @param ttlMillis time to live; 0 is for ever
 * @param policy the bucket's
 */
public record CoordinatedPut(
    @Nullable Content content,
    CausalContext context,
    long wallMillis,
    long ttlMillis,
    SiblingPolicy policy) {

  /** What became of it. */
  public sealed interface Result {}

  /**
   * The new copy.
   *
   * @param object to be stored and sent
   * @param actor kept beside the copy
   * @param dot the write's name
   */
  public record Applied(StoredObject object, Actor actor, Dot dot) implements Result {
    /** Whether the written sibling is now the only one. */
    public boolean alone() {
      return object.siblings().size() == 1;
    }
  }

  /** Refused: it would have raised the number of siblings to {@code count}. No dot was issued. */
  public record TooManySiblings(int count) implements Result {}

  /**
   * Refused: the hybrid clock would run ahead of the wall clock by more than the bound. No dot was
   * issued.
   */
  public record ClockDrift(long aheadMillis) implements Result {}

  /**
   * Applies it.
   *
   * @param copy what the coordinator holds
   * @param actor the copy's actor if it may still serve, or a new one that has never issued a dot
   */
  public Result applyTo(StoredObject copy, Actor actor) {
    List<Sibling> kept = policy.lastWriterWins() ? List.of() : unseen(copy);
    if (kept.size() + 1 > policy.maxSiblings() && kept.size() + 1 > copy.siblings().size()) {
      return new TooManySiblings(kept.size() + 1);
    }
    long stamp = policy.lastWriterWins() ? hybridClock(copy) : wallMillis;
    if (stamp - wallMillis > policy.maxClockDriftMillis()) {
      return new ClockDrift(stamp - wallMillis);
    }
    VersionVector seen = copy.vector().join(context.vector());
    Dot dot = new Dot(actor, seen.counterOf(actor) + 1);
    List<Sibling> siblings = new ArrayList<>(kept);
    siblings.add(new Sibling(dot, content, stamp, expiry()));
    siblings.sort(Comparator.comparing(Sibling::dot));
    return new Applied(new StoredObject(siblings, seen.with(dot)), actor, dot);
  }

  /** Centuries that do not fit are for ever. */
  private long expiry() {
    boolean ends = ttlMillis != 0 && ttlMillis <= Long.MAX_VALUE - wallMillis;
    return ends ? wallMillis + ttlMillis : 0;
  }

  private List<Sibling> unseen(StoredObject copy) {
    return copy.siblings().stream().filter(s -> !context.vector().covers(s.dot())).toList();
  }

  private long hybridClock(StoredObject copy) {
    long newest = copy.siblings().stream().mapToLong(Sibling::modifiedMillis).max().orElse(0);
    return Math.max(wallMillis, 1 + Math.max(newest, context.clockMillis()));
  }
}
