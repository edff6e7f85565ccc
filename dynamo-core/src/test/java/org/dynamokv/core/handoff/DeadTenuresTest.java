package org.dynamokv.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.replica.HeldStorage;
import org.dynamokv.core.replica.Replica;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.replica.Walks;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change.Kind;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.junit.jupiter.api.Test;

class DeadTenuresTest {
  private static final Member FOUNDER = member(1);
  private static final Member ME = member(2);
  private static final Key KEY = Key.of("k");

  private final HeldStorage storage = new HeldStorage();
  private final Replica replica = new Replica(storage, new Self(ME.id(), 1), Events.NONE, 0, 1);
  private final DeadTenures dead = new DeadTenures(new Walks(storage, Events.NONE), ME.id(), 0, 1);
  private final List<StoredObject> read = new ArrayList<>();

  private static Member member(int id) {
    return new Member(new NodeId(id), "n" + id, "", new TreeMap<>());
  }

  /** This node is to own the only partition; the tenure is the epoch. */
  private static Ring moving(Ring settled) {
    return RingChanges.begin(settled, Kind.JOIN, null, List.of(ME), List.of(List.of(ME.id())));
  }

  @Test
  void dropOfAnAbortedMoveLeavesTheCopiesOfTheNextMoveAlone() {
    Ring first = RingChanges.found("c", 1, FOUNDER, 1, BucketProperties.DEFAULT);
    Ring aborted = RingChanges.abort(moving(first));
    Ring again = moving(aborted);
    merge(first.epoch() + 1);
    storage.endAll();

    dead.adopt(aborted); // begins to drop what the aborted move has left, which takes a while
    dead.adopt(again);
    merge(again.epoch());
    storage.endAll();

    assertThat(at(again.epoch())).isEqualTo(object());
    assertThat(at(first.epoch() + 1)).isEqualTo(StoredObject.EMPTY);
  }

  private void merge(long tenure) {
    replica.merge(Slot.own(0, tenure, KEY), object(), ignored());
  }

  private static StoredObject object() {
    Dot dot = new Dot(new Actor(FOUNDER.id(), 1, 0), 1);
    return new StoredObject(
        Collections.singletonList(new Sibling(dot, null, 1, 0)), VersionVector.EMPTY.with(dot));
  }

  private StoredObject at(long tenure) {
    replica.read(Slot.own(0, tenure, KEY), into());
    return read.remove(0);
  }

  private Answer<StoredObject> into() {
    return new Answer<>() {
      @Override
      public void done(StoredObject result) {
        read.add(result);
      }

      @Override
      public void failed(StorageException error) {
        throw new AssertionError(error);
      }
    };
  }

  private static Answer<Boolean> ignored() {
    return new Answer<>() {
      @Override
      public void done(Boolean result) {}

      @Override
      public void failed(StorageException error) {
        throw new AssertionError(error);
      }
    };
  }
}
