package org.dynamokv.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.env.Self;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.CausalContext;
import org.dynamokv.core.version.CoordinatedPut;
import org.dynamokv.core.version.CoordinatedPut.Applied;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.SiblingPolicy;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.jspecify.annotations.Nullable;
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

  /** DATA-MODEL, row 1: the copy goes and comes back stale; its old actor must not go on. */
  @Test
  void copyThatWasRemovedAndComesBackStaleGivesNoDotTwice() {
    StoredObject first = put("a").object();
    Applied second = put("b");
    replica.removeHint(HINT, storedHint(), new Logged());
    storage.end();
    replica.merge(HINT, first, new Logged()); // from an owner that saw only the first
    storage.end();
    Applied third = put("c");
    assertThat(third.dot()).isNotEqualTo(second.dot());
    assertThat(second.object().merge(third.object()).siblings()).hasSize(3);
  }

  private byte[] storedHint() {
    List<byte[]> found = new ArrayList<>();
    byte[] none = {};
    storage.get(
        HINT.storageKey().array(),
        new Answer<>() {
          @Override
          public void done(byte @Nullable [] record) {
            found.add(record == null ? none : record);
          }

          @Override
          public void failed(StorageException error) {
            throw new AssertionError(error);
          }
        });
    return found.get(0);
  }

  /** A put that has seen nothing, until it is durable. */
  private Applied put(String value) {
    List<Applied> applied = new ArrayList<>();
    Content content = Content.of(Bytes.utf8(value));
    replica.put(
        HINT,
        new CoordinatedPut(content, CausalContext.NOTHING, 1, 0, SiblingPolicy.DEFAULT),
        new Replica.PutAnswer() {
          @Override
          public void decided(CoordinatedPut.Result result) {
            applied.add((Applied) result);
          }

          @Override
          public void done(Boolean result) {
            log.add("durable");
          }

          @Override
          public void failed(StorageException error) {
            throw new AssertionError(error);
          }
        });
    storage.end();
    return applied.get(0);
  }
}
