package org.dynamokv.core.membership;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Storage;
import org.dynamokv.core.message.ByteWriter;
import org.dynamokv.core.message.MembershipMessage.KeyedObject;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/** A node's copies as bare keys on its simulated disk, under (partition, tenure). */
final class FakeData implements PartitionData {
  private static final int PAGE_KEYS = 3;
  private static final int PREFIX = 1 + 4 + 8;
  static final StoredObject SOMETHING =
      new StoredObject(
          List.of(), VersionVector.EMPTY.with(new Dot(new Actor(new NodeId(9), 1, 0), 1)));

  private static final int SLOWEST_SHARD_MILLIS = 20;

  private final Environment env;
  private final Storage storage;
  private final NodeId me;
  private final Supplier<@Nullable Ring> ring;

  FakeData(Environment env, NodeId me, Supplier<@Nullable Ring> ring) {
    this.env = env;
    this.storage = env.storage();
    this.me = me;
    this.ring = ring;
  }

  static byte[] key(int partition, long tenure, String key) {
    ByteWriter out = new ByteWriter(32);
    out.byte8(1);
    out.fixed32(partition);
    out.fixed64(tenure);
    out.raw(key.getBytes(UTF_8));
    return out.toArray();
  }

  /** The keys of a partition and tenure on a disk. */
  static Set<String> on(List<Entry> disk, int partition, long tenure) {
    byte[] prefix = key(partition, tenure, "");
    Set<String> out = new TreeSet<>();
    for (Entry e : disk) {
      if (e.key().length > PREFIX && Arrays.equals(e.key(), 0, PREFIX, prefix, 0, PREFIX)) {
        out.add(name(e.key()));
      }
    }
    return out;
  }

  private static String name(byte[] key) {
    return new String(Arrays.copyOfRange(key, PREFIX, key.length), UTF_8);
  }

  private @Nullable Owner owner(int partition) {
    Ring r = ring.get();
    return r == null ? null : r.partition(partition).ownerOf(me);
  }

  @Override
  public void scan(int partition, Bytes cursor, int maxBytes, Answer<Page> answer) {
    Owner owner = owner(partition);
    if (owner == null) {
      throw new IllegalStateException("asked for a partition that it does not own");
    }
    byte[] from = key(partition, owner.tenure(), cursor.asUtf8());
    byte[] to = key(partition, owner.tenure() + 1, "");
    storage.scan(
        from,
        to,
        PAGE_KEYS,
        1 << 20,
        new Answer<>() {
          @Override
          public void done(List<Entry> entries) {
            List<KeyedObject> copies = new ArrayList<>();
            entries.forEach(e -> copies.add(new KeyedObject(Key.of(name(e.key())), SOMETHING)));
            String last = entries.isEmpty() ? "" : name(entries.get(entries.size() - 1).key());
            boolean end = entries.size() < PAGE_KEYS;
            answer.done(new Page(copies, end ? Bytes.EMPTY : Bytes.utf8(last + "\0")));
          }

          @Override
          public void failed(StorageException error) {
            answer.failed(error);
          }
        });
  }

  @Override
  public void absorb(int partition, List<KeyedObject> copies, Answer<Boolean> durable) {
    Owner owner = owner(partition);
    if (owner == null) {
      durable.done(false);
      return;
    }
    List<Write> batch = new ArrayList<>();
    for (KeyedObject copy : copies) {
      String name = copy.key().key().asUtf8();
      batch.add(new Write.Put(key(partition, owner.tenure(), name), new byte[0]));
    }
    int delay = env.random().nextInt(SLOWEST_SHARD_MILLIS); // another shard takes it over
    env.schedule(delay, () -> storage.apply(batch, durable));
  }
}
