package org.dynamokv.core.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Call;
import org.dynamokv.core.env.Peer;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.node.Explanation.Replica;
import org.dynamokv.core.replica.Slot;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.Token;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks every node of a key's preference list what it holds; for people, so every node is asked and
 * silence is shown.
 */
final class Explainer {
  private static final long PATIENCE_MILLIS = 1_000;

  private final Shard shard;
  private final NodeId self;
  private final Ring ring;
  private final Key key;
  private final int partition;
  private final CompletableFuture<Explanation> result;
  // Mutable state
  private final List<NodeId> preferenceList = new ArrayList<>();
  private final List<@Nullable Replica> replicas = new ArrayList<>();
  private int open;

  Explainer(Shard shard, NodeId self, Ring ring, Key key, CompletableFuture<Explanation> result) {
    this.shard = shard;
    this.self = self;
    this.ring = ring;
    this.key = key;
    this.partition = ring.partitionOf(key);
    this.result = result;
  }

  void run() {
    Partition p = ring.partition(partition);
    p.owners().forEach(o -> preferenceList.add(o.node()));
    p.next().stream()
        .map(Owner::node)
        .filter(n -> !preferenceList.contains(n))
        .forEach(preferenceList::add);
    preferenceList.addAll(ring.standIns(partition));
    open = preferenceList.size();
    for (int i = 0; i < preferenceList.size(); i++) {
      replicas.add(null);
    }
    for (int i = 0; i < preferenceList.size(); i++) {
      ask(i, preferenceList.get(i));
    }
  }

  private void ask(int i, NodeId node) {
    Peer peer = shard.peers.get(node);
    if (node.equals(self)) {
      own(shard, ring, self, key, answer(held -> answered(i, held)));
    } else if (peer == null) {
      answered(i, silent(node));
    } else {
      shard.rpc.call(
          peer, ring.epoch(), new Message.ReadCopy(key, false), PATIENCE_MILLIS, call(i, node));
    }
  }

  private Call call(int i, NodeId node) {
    return new Call() {
      @Override
      public void replied(Header header, Message reply) {
        StoredObject object = reply instanceof CopyIs copy ? copy.object() : null;
        answered(i, new Replica(node, role(ring, partition, node), true, object, null));
      }

      @Override
      public void failed(Failure why) {
        answered(i, silent(node));
      }
    };
  }

  private Replica silent(NodeId node) {
    return new Replica(node, role(ring, partition, node), false, null, null);
  }

  private void answered(int i, Replica replica) {
    replicas.set(i, replica);
    if (--open == 0) {
      List<Replica> all = new ArrayList<>();
      for (Replica r : replicas) {
        if (r != null) {
          all.add(r);
        }
      }
      result.complete(
          new Explanation(key, Token.of(key), partition, ring.epoch(), preferenceList, all));
    }
  }

  private interface Held {
    void is(Replica replica);
  }

  private Answer<Replica> answer(Held held) {
    return new Answer<>() {
      @Override
      public void done(Replica replica) {
        held.is(replica);
      }

      @Override
      public void failed(StorageException error) {
        held.is(silent(self));
      }
    };
  }

  /**
   * What this node itself holds of a key: its own copy if it is an owner, otherwise what it keeps
   * for others.
   */
  static void own(Shard shard, Ring ring, NodeId self, Key key, Answer<Replica> answer) {
    int partition = ring.partitionOf(key);
    Owner me = ring.partition(partition).ownerOf(self);
    Answer<StoredObject> held =
        new Answer<>() {
          @Override
          public void done(StoredObject object) {
            StoredObject shown = object.isEmpty() ? null : object;
            answer.done(new Replica(self, role(ring, partition, self), true, shown, null));
          }

          @Override
          public void failed(StorageException error) {
            answer.failed(error);
          }
        };
    if (me == null) {
      shard.replica.readHints(partition, key, held);
    } else {
      shard.replica.read(Slot.own(partition, me.tenure(), key), held);
    }
  }

  private static String role(Ring ring, int partition, NodeId node) {
    Partition p = ring.partition(partition);
    if (p.owners().stream().anyMatch(o -> o.node().equals(node))) {
      return "owner";
    }
    return p.involves(node) ? "next" : "stand-in";
  }
}
