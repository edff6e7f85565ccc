package org.dynamokv.core.node;

import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.membership.PartitionData;
import org.dynamokv.core.message.MembershipMessage.KeyedObject;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.replica.Walks.OwnCopy;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * This node's partitions as moves see them: pages of copies out, copies in. The work is done on
 * each partition's own shard; questions come from the first shard and answers go back to it.
 */
final class LocalPartitions implements PartitionData {
  private final List<Shard> shards;
  private final NodeId self;

  LocalPartitions(List<Shard> shards, NodeId self) {
    this.shards = shards;
    this.self = self;
  }

  @Override
  public void scan(int partition, Bytes cursor, int maxBytes, Answer<Page> answer) {
    Answer<Page> back = back(answer);
    Shard shard = shardOf(partition);
    shard.env.execute(
        () -> {
          Owner me = owner(shard, partition);
          if (me == null) {
            back.failed(notOwner(partition));
          } else {
            shard.walks.own(partition, me.tenure(), cursor, maxBytes, new Pages(back));
          }
        });
  }

  @Override
  public void absorb(int partition, List<KeyedObject> copies, Answer<Boolean> durable) {
    Answer<Boolean> back = back(durable);
    Shard shard = shardOf(partition);
    shard.env.execute(
        () -> {
          Owner me = owner(shard, partition);
          if (me == null || copies.isEmpty()) {
            back.done(me != null);
            return;
          }
          Absorbed absorbed = new Absorbed(copies.size(), back);
          copies.forEach(
              c ->
                  shard.replica.merge(
                      Slot.own(partition, me.tenure(), c.key()), c.object(), absorbed));
        });
  }

  private Shard shardOf(int partition) {
    return shards.get(partition % shards.size());
  }

  private @Nullable Owner owner(Shard shard, int partition) {
    Ring ring = shard.ring();
    return ring == null ? null : ring.partition(partition).ownerOf(self);
  }

  private static StorageException notOwner(int partition) {
    return new StorageException(
        StorageException.Kind.UNAVAILABLE, "this node does not own partition " + partition);
  }

  private <T> Answer<T> back(Answer<T> answer) {
    return new Answer<>() {
      @Override
      public void done(T result) {
        shards.get(0).env.execute(() -> answer.done(result));
      }

      @Override
      public void failed(StorageException error) {
        shards.get(0).env.execute(() -> answer.failed(error));
      }
    };
  }

  private record Pages(Answer<Page> answer) implements Answer<List<OwnCopy>> {
    @Override
    public void done(List<OwnCopy> page) {
      List<KeyedObject> copies =
          page.stream().map(c -> new KeyedObject(c.slot().key(), c.object())).toList();
      Bytes next = page.isEmpty() ? Bytes.EMPTY : page.get(page.size() - 1).slot().storageKey();
      answer.done(new Page(copies, next));
    }

    @Override
    public void failed(StorageException error) {
      answer.failed(error);
    }
  }

  /**
   * Answers once, when all copies have ended: true when all are durable, otherwise the first error.
   */
  private static final class Absorbed implements Answer<Boolean> {
    private final Answer<Boolean> answer;
    // Mutable state
    private int open;
    private @Nullable StorageException firstError;

    Absorbed(int open, Answer<Boolean> answer) {
      this.open = open;
      this.answer = answer;
    }

    @Override
    public void done(Boolean ok) {
      ended(null);
    }

    @Override
    public void failed(StorageException error) {
      ended(error);
    }

    private void ended(@Nullable StorageException error) {
      firstError = firstError == null ? error : firstError;
      if (--open > 0) {
        return;
      }
      if (firstError == null) {
        answer.done(true);
      } else {
        answer.failed(firstError);
      }
    }
  }
}
