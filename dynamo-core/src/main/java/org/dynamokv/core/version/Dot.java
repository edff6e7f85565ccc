package org.dynamokv.core.version;

/**
 * The name of one write: unique for ever.
 *
 * @param actor who issued it
 * @param counter from 1
 */
public record Dot(Actor actor, long counter) implements Comparable<Dot> {
  @Override
  public int compareTo(Dot other) {
    int byActor = actor.compareTo(other.actor);
    return byActor != 0 ? byActor : Long.compare(counter, other.counter);
  }

  @Override
  public String toString() {
    return actor + ":" + counter;
  }
}
