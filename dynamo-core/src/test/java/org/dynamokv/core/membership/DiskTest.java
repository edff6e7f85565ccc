package org.dynamokv.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.membership.MetaKeys.StreamKey;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What membership finds on its disk is what it had put there. */
class DiskTest {
  private static final NodeId TWO = new NodeId(2);

  private final Map memory = new Map();
  private final Disk disk = new Disk(memory);
  private final Ring first = TestRings.founded(8);
  private final Ring moving = TestRings.joining(first, TestRings.member(2));

  /** A storage that is a sorted map. */
  private static final class Map implements Storage {
    final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public void get(byte[] key, Answer<byte @Nullable []> answer) {
      answer.done(entries.get(key));
    }

    @Override
    public void apply(List<Write> batch, Answer<Boolean> answer) {
      for (Write w : batch) {
        if (w instanceof Write.Put put) {
          entries.put(put.key(), put.value());
        } else {
          entries.remove(w.key());
        }
      }
      answer.done(true);
    }

    @Override
    public void scan(
        byte[] from, byte @Nullable [] to, int most, long bytes, Answer<List<Entry>> answer) {
      List<Entry> out = new ArrayList<>();
      entries.subMap(from, to).forEach((k, v) -> out.add(new Entry(k, v)));
      answer.done(out.subList(0, Math.min(most, out.size())));
    }

    @Override
    public void dropRange(byte[] from, byte @Nullable [] to, Answer<Boolean> answer) {
      throw new UnsupportedOperationException("membership drops no ranges");
    }
  }

  private Disk.Found load() {
    List<Disk.Found> found = new ArrayList<>();
    new Disk(memory).load(found::add, DiskTest::fail);
    return found.get(0);
  }

  private static void fail(Exception e) {
    throw new AssertionError(e);
  }

  private void saveStream(StreamKey key, Stream stream) {
    disk.saveStream(key, stream, () -> {}, DiskTest::fail);
  }

  @Test
  void anEmptyDiskHasNothing() {
    assertThat(load().ring()).isNull();
    assertThat(load().vote()).isNull();
    assertThat(load().streams()).isEmpty();
  }

  @Test
  void aVoteOutlivesARestart() {
    Ballot ballot = new Ballot(3, TWO);
    Acceptor vote = Acceptor.fresh(2).prepare(ballot).accept(ballot, moving);
    disk.saveVote(first, vote, () -> {}, DiskTest::fail);
    assertThat(load().ring()).isEqualTo(first);
    assertThat(load().vote()).isEqualTo(vote);
    Acceptor promised = Acceptor.fresh(2).prepare(new Ballot(9, TWO));
    disk.saveVote(first, promised, () -> {}, DiskTest::fail);
    assertThat(load().vote()).isEqualTo(promised);
  }

  @Test
  void adoptingARingErasesTheVoteAndCursorsOfOtherChanges() {
    StreamKey old = new StreamKey(1, 3, TWO);
    StreamKey now = new StreamKey(2, 300, TWO);
    saveStream(old, new Stream(Bytes.utf8("a"), false));
    saveStream(now, new Stream(Bytes.EMPTY, true));
    disk.saveVote(first, Acceptor.fresh(2).prepare(new Ballot(3, TWO)), () -> {}, DiskTest::fail);
    disk.saveRing(moving, false, List.of(old), () -> {}, DiskTest::fail);
    assertThat(load().ring()).isEqualTo(moving);
    assertThat(load().vote()).isNull();
    assertThat(load().streams()).containsOnlyKeys(now).containsValue(new Stream(Bytes.EMPTY, true));
    assertThat(memory.entries).hasSize(2);
  }

  @Test
  void aVoteOnAnotherEpochIsVoid() {
    disk.saveVote(first, Acceptor.fresh(2).prepare(new Ballot(3, TWO)), () -> {}, DiskTest::fail);
    disk.saveRing(moving, true, List.of(), () -> {}, DiskTest::fail);
    assertThat(load().vote()).isNull();
  }
}
