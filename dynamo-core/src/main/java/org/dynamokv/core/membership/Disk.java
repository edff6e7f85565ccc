package org.dynamokv.core.membership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.membership.MetaKeys.StreamKey;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.message.ByteReader;
import org.dynamokv.core.message.ByteWriter;
import org.dynamokv.core.message.RingCodec;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** What membership keeps through crashes: the ring, its vote on the next, cursors of streams. */
final class Disk {
  private static final int PAGE_ENTRIES = 4096;
  private static final long PAGE_BYTES = 1 << 20;
  private static final Comparator<StreamKey> ORDER =
      Comparator.comparingLong(StreamKey::change)
          .thenComparingInt(StreamKey::partition)
          .thenComparing(StreamKey::source);

  private final Storage storage;
  // Mutable state
  private @Nullable Ring encodedRing;
  private byte[] encoded = {};

  Disk(Storage storage) {
    this.storage = storage;
  }

  /** What was found at the start. A vote on another epoch than the ring's next is void. */
  record Found(@Nullable Ring ring, @Nullable Acceptor vote, Map<StreamKey, Stream> streams) {}

  void load(Consumer<Found> found, Consumer<StorageException> failed) {
    storage.get(MetaKeys.ring(), answer(ring -> loadVote(decodeRing(ring), found, failed), failed));
  }

  private void loadVote(
      @Nullable Ring ring, Consumer<Found> found, Consumer<StorageException> failed) {
    storage.get(
        MetaKeys.vote(),
        answer(
            vote -> {
              Found begun = new Found(ring, decodeVote(vote, ring), new TreeMap<>(ORDER));
              loadStreams(begun, MetaKeys.streamsFrom(), found, failed);
            },
            failed));
  }

  private void loadStreams(
      Found begun, byte[] from, Consumer<Found> found, Consumer<StorageException> failed) {
    Consumer<List<Entry>> page =
        entries -> {
          for (Entry e : entries) {
            begun.streams.put(MetaKeys.stream(e.key()), Stream.decode(e.value()));
          }
          if (entries.isEmpty()) {
            found.accept(begun);
          } else {
            byte[] last = entries.get(entries.size() - 1).key();
            loadStreams(begun, Arrays.copyOf(last, last.length + 1), found, failed);
          }
        };
    storage.scan(from, MetaKeys.streamsTo(), PAGE_ENTRIES, PAGE_BYTES, answer(page, failed));
  }

  /**
   * Adopting a ring: erases the vote and the cursors of other changes, in one batch.
   *
   * @param again whether this was tried before: a vote on the next epoch may be there already
   */
  void saveRing(
      Ring ring,
      boolean again,
      Collection<StreamKey> obsolete,
      Runnable durable,
      Consumer<StorageException> failed) {
    List<Write> batch = new ArrayList<>();
    batch.add(new Write.Put(MetaKeys.ring(), bytes(ring)));
    if (!again) {
      batch.add(new Write.Delete(MetaKeys.vote()));
    }
    obsolete.forEach(key -> batch.add(new Write.Delete(MetaKeys.stream(key))));
    storage.apply(batch, answer(ok -> durable.run(), failed));
  }

  /** D1: a promise or acceptance, with the ring that it follows in the same batch. */
  void saveVote(Ring ring, Acceptor vote, Runnable durable, Consumer<StorageException> failed) {
    List<Write> batch =
        List.of(
            new Write.Put(MetaKeys.ring(), bytes(ring)),
            new Write.Put(MetaKeys.vote(), encode(vote)));
    storage.apply(batch, answer(ok -> durable.run(), failed));
  }

  void saveStream(
      StreamKey key, Stream stream, Runnable durable, Consumer<StorageException> failed) {
    List<Write> batch = List.of(new Write.Put(MetaKeys.stream(key), stream.encode()));
    storage.apply(batch, answer(ok -> durable.run(), failed));
  }

  private byte[] bytes(Ring ring) {
    if (ring != encodedRing) {
      encoded = RingCodec.encode(ring);
      encodedRing = ring;
    }
    return encoded;
  }

  private static byte[] encode(Acceptor vote) {
    ByteWriter out = new ByteWriter(256);
    out.varint(vote.epoch());
    writeBallot(out, vote.promised());
    writeBallot(out, vote.acceptedBallot());
    out.bool(vote.accepted() != null);
    if (vote.accepted() != null) {
      out.raw(RingCodec.encode(vote.accepted()));
    }
    return out.toArray();
  }

  static @Nullable Acceptor decodeVote(byte @Nullable [] bytes, @Nullable Ring ring) {
    if (bytes == null || ring == null) {
      return null;
    }
    ByteReader in = new ByteReader(bytes);
    long epoch = in.varint();
    Ballot promised = readBallot(in);
    Ballot ballot = readBallot(in);
    Ring accepted = in.bool() ? RingCodec.decode(in) : null;
    return epoch == ring.epoch() + 1 ? new Acceptor(epoch, promised, ballot, accepted) : null;
  }

  private static void writeBallot(ByteWriter out, Ballot ballot) {
    out.varint(ballot.counter());
    out.fixed64(ballot.node().bits());
  }

  private static Ballot readBallot(ByteReader in) {
    return new Ballot(in.varint(), new NodeId(in.fixed64()));
  }

  static @Nullable Ring decodeRing(byte @Nullable [] bytes) {
    return bytes == null ? null : RingCodec.decode(new ByteReader(bytes));
  }

  private static <T extends @Nullable Object> Answer<T> answer(
      Consumer<T> done, Consumer<StorageException> failed) {
    return new Answer<>() {
      @Override
      public void done(T result) {
        done.accept(result);
      }

      @Override
      public void failed(StorageException error) {
        failed.accept(error);
      }
    };
  }
}
