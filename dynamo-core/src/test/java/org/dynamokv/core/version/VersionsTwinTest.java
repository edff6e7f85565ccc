package org.dynamokv.core.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/** Objects, merge and coordinated put against plain sets of writes, on random histories. */
class VersionsTwinTest {
  private static final int SEEDS = 400;
  private static final int COPIES = 4;
  private static final int STEPS = 60;

  /**
   * The slow twin of an object: every write that was ever seen, and those that nothing seen has
   * replaced.
   */
  private record Twin(Set<Dot> known, Set<Dot> live) {
    Twin merge(Twin other) {
      Set<Dot> all = new LinkedHashSet<>(known);
      all.addAll(other.known);
      Set<Dot> alive = new LinkedHashSet<>();
      for (Dot d : all) {
        boolean replacedHere = known.contains(d) && !live.contains(d);
        boolean replacedThere = other.known.contains(d) && !other.live.contains(d);
        if (!replacedHere && !replacedThere) {
          alive.add(d);
        }
      }
      return new Twin(all, alive);
    }

    Twin put(Dot dot, Set<Dot> seen) {
      Set<Dot> all = new LinkedHashSet<>(known);
      all.addAll(seen);
      all.add(dot);
      Set<Dot> alive = new LinkedHashSet<>(live);
      alive.removeAll(seen);
      alive.add(dot);
      return new Twin(all, alive);
    }
  }

  /** What a client once read: the context, and in the twin's terms all the writes behind it. */
  private record Read(CausalContext context, Set<Dot> seen) {}

  private static final class World {
    final Random random;
    final StoredObject[] objects = new StoredObject[COPIES];
    final Twin[] twins = new Twin[COPIES];
    final Actor[] actors = new Actor[COPIES];
    final List<Read> reads = new ArrayList<>();

    World(long seed) {
      random = new Random(seed);
      for (int i = 0; i < COPIES; i++) {
        objects[i] = StoredObject.EMPTY;
        twins[i] = new Twin(Set.of(), Set.of());
        actors[i] = new Actor(new NodeId(i + 1), 7, 0);
      }
      reads.add(new Read(CausalContext.NOTHING, Set.of()));
    }

    void step() {
      int i = random.nextInt(COPIES);
      switch (random.nextInt(4)) {
        case 0 -> merge(i, random.nextInt(COPIES));
        case 1 -> reads.add(new Read(CausalContext.of(objects[i]), twins[i].known()));
        default -> put(i, reads.get(random.nextInt(reads.size())));
      }
    }

    void merge(int i, int j) {
      objects[i] = objects[i].merge(objects[j]);
      twins[i] = twins[i].merge(twins[j]);
    }

    void put(int i, Read read) {
      var put = new CoordinatedPut(content(), read.context(), 1, 0, SiblingPolicy.DEFAULT);
      var applied = (CoordinatedPut.Applied) put.applyTo(objects[i], actors[i]);
      objects[i] = applied.object();
      twins[i] = twins[i].put(applied.dot(), read.seen());
    }

    Content content() {
      return Content.of(Bytes.utf8("v" + random.nextInt(1000)));
    }
  }

  private static Set<Dot> dots(StoredObject object) {
    Set<Dot> dots = new LinkedHashSet<>();
    object.siblings().forEach(s -> dots.add(s.dot()));
    return dots;
  }

  @Test
  void objectsKnowAndShowWhatPlainSetsOfWritesDo() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World w = new World(seed);
      for (int step = 0; step < STEPS; step++) {
        w.step();
        for (int i = 0; i < COPIES; i++) {
          assertThat(dots(w.objects[i])).as("seed %d", seed).isEqualTo(w.twins[i].live());
          assertThat(w.twins[i].known())
              .as("seed %d", seed)
              .allMatch(w.objects[i].vector()::covers);
        }
      }
    }
  }

  @Test
  void mergeIsCommutativeAssociativeAndIdempotent() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World w = new World(seed);
      for (int step = 0; step < STEPS; step++) {
        w.step();
      }
      StoredObject a = w.objects[0];
      StoredObject b = w.objects[1];
      StoredObject c = w.objects[2];
      assertThat(a.merge(b)).as("seed %d", seed).isEqualTo(b.merge(a));
      assertThat(a.merge(b).merge(c)).as("seed %d", seed).isEqualTo(a.merge(b.merge(c)));
      assertThat(a.merge(a)).as("seed %d", seed).isEqualTo(a);
      assertThat(a.merge(b).merge(b)).as("seed %d", seed).isEqualTo(a.merge(b));
    }
  }

  @Test
  void vectorsRelateAsTheSetsOfWritesThatTheyCover() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World w = new World(seed);
      for (int step = 0; step < STEPS; step++) {
        w.step();
      }
      Set<Dot> a = w.twins[0].known();
      Set<Dot> b = w.twins[1].known();
      VersionVector.Order expected =
          a.containsAll(b)
              ? (b.containsAll(a) ? VersionVector.Order.EQUAL : VersionVector.Order.AFTER)
              : (b.containsAll(a) ? VersionVector.Order.BEFORE : VersionVector.Order.CONCURRENT);
      assertThat(w.objects[0].vector().compare(w.objects[1].vector()))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void putWithUpToDateContextNeverMakesSiblings() {
    World w = new World(1);
    for (int i = 0; i < 20; i++) {
      w.put(0, new Read(CausalContext.of(w.objects[0]), w.twins[0].known()));
      assertThat(w.objects[0].siblings()).hasSize(1);
    }
  }

  @Test
  void twoPutsWithTheSameContextMakeExactlyTwo() {
    World w = new World(1);
    w.put(0, w.reads.get(0));
    Read both = new Read(CausalContext.of(w.objects[0]), w.twins[0].known());
    w.merge(1, 0);
    w.put(0, both);
    w.put(1, both);
    w.merge(0, 1);
    assertThat(w.objects[0].siblings()).hasSize(2);
  }

  @Test
  void putWithoutContextStandsBesideWhatIsThere() {
    World w = new World(1);
    w.put(0, w.reads.get(0));
    w.put(0, w.reads.get(0));
    assertThat(w.objects[0].siblings()).hasSize(2);
  }
}
