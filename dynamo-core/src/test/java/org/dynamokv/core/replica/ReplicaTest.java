package org.dynamokv.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  private static final NodeId TARGET = new NodeId(9);
  private static final Slot HINT = Slot.hint(0, Key.of("k"), TARGET);

  private final HeldStorage storage = new HeldStorage();
  private final Replica replica =
      new Replica(storage, new Self(new NodeId(1), 1), Events.NONE, 0, 1);
  private final List<String> log = new ArrayList<>();

  private final class Logged implements Answer<Boolean> {
    @Override
    public void done(Boolean result) {
      log.add("durable");
    }

    @Override
    public void failed(StorageException error) {
      log.add("failed");
    }
  }

  private static StoredObject object(long counter) {
    Dot dot = new Dot(new Actor(TARGET, 1, 0), counter);
    return new StoredObject(List.of(new Sibling(dot, null, 1, 0)), VersionVector.EMPTY.with(dot));
  }

  @Test
  void endOfWhatWasAskedForBeforeIsToldOnceItIsDurableAndInOrder() {
    replica.whenEnded(() -> log.add("nothing was asked for"));
    replica.merge(HINT, object(1), new Logged());
    replica.whenEnded(() -> log.add("first"));
    replica.merge(HINT, object(2), new Logged());
    replica.whenEnded(() -> log.add("second"));
    replica.whenEnded(() -> log.add("third"));
    assertThat(log).containsExactly("nothing was asked for");
    storage.end();
    assertThat(log).endsWith("durable", "first");
    storage.fail();
    assertThat(log).endsWith("failed", "second", "third");
  }

  @Test
  void hintIsCountedAlthoughTheWriteBeforeItFailed() {
    replica.merge(HINT, object(1), new Logged());
    replica.merge(HINT, object(2), new Logged());
    storage.fail();
    storage.end();
    assertThat(log).containsExactly("failed", "durable");
    assertThat(replica.hints().total()).isEqualTo(1);
    assertThat(replica.hints().byTarget()).containsOnlyKeys(TARGET);
  }
}
