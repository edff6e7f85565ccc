package org.dynamokv.core.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.MembershipMessage.Accept;
import org.dynamokv.core.message.MembershipMessage.Accepted;
import org.dynamokv.core.message.MembershipMessage.ChangeStatus;
import org.dynamokv.core.message.MembershipMessage.Chunk;
import org.dynamokv.core.message.MembershipMessage.JoinReply;
import org.dynamokv.core.message.MembershipMessage.Prepare;
import org.dynamokv.core.message.MembershipMessage.Promise;
import org.dynamokv.core.message.MembershipMessage.Pull;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.message.Message.GetReply;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.message.Message.ReadCopy;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * What a network carries, a line a message: when it arrives, from whom to whom, and its main
 * fields. Gossip is left out. Names stand for random ids, and an actor is its node's name with a
 * dash for each earlier actor of that node.
 */
final class Transcript implements SimNetwork.Tap {
  private final Simulation sim;
  private final long begin;
  // Mutable state
  private final SortedMap<NodeId, String> names = new TreeMap<>();
  private final SortedMap<Actor, String> actors = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  Transcript(Simulation sim, String title) {
    this.sim = sim;
    this.begin = sim.now();
    lines.add("# " + title + " Times in ms; gossip is left out.");
  }

  void name(SimHost host, String name) {
    names.put(host.id(), name);
  }

  List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** Something that is not a message. */
  void say(String event) {
    lines.add("%5d  -- %s".formatted(sim.now() - begin, event));
  }

  @Override
  public void arrived(SimHost from, SimHost to, byte[] frame) {
    Envelope e = Codec.decode(frame);
    if (e.message() instanceof MembershipMessage.Gossip
        || e.message() instanceof MembershipMessage.GossipReply) {
      return;
    }
    Header h = e.header();
    String arrow = h.reply() ? "~>" : "->";
    lines.add(
        "%5d  %s %s %s  %s%s"
            .formatted(
                sim.now() - begin,
                name(from.id()),
                arrow,
                name(to.id()),
                e.message().getClass().getSimpleName(),
                fields(e.message())));
  }

  private String name(NodeId id) {
    return names.getOrDefault(id, "nobody");
  }

  private String fields(Message message) {
    if (message instanceof PutRequest put) {
      return " " + value(put.put().content()) + hops(put.hops());
    } else if (message instanceof Message.GetRequest get) {
      return hops(get.hops());
    } else if (message instanceof GetReply get) {
      return " "
          + get.reading().versions().stream().map(v -> value(v.content())).toList()
          + (get.reading().strict() ? " strict" : " sloppy");
    } else if (message instanceof Message.PutReply put) {
      return put.written().strict() ? " strict" : " sloppy";
    } else if (message instanceof ReadCopy read) {
      return read.digestOnly() ? " digest" : " object";
    } else if (message instanceof CopyIs copy) {
      return copy(copy);
    } else if (message instanceof MergeCopy merge) {
      boolean own = merge.hintFor().equals(NodeId.NONE);
      return " " + object(merge.object()) + (own ? "" : " hint for " + name(merge.hintFor()));
    } else if (message instanceof Refused refused) {
      return " " + refused.reason();
    } else if (message instanceof RingIs ring) {
      return " " + ring(ring.ring());
    } else {
      return message instanceof MembershipMessage m ? membership(m) : "";
    }
  }

  private static String hops(int hops) {
    return hops == 0 ? "" : " forwarded";
  }

  private static String value(@Nullable Content content) {
    return content == null ? "(deleted)" : content.value().asUtf8();
  }

  private String copy(CopyIs copy) {
    String what =
        copy.object() != null
            ? object(copy.object())
            : copy.digest().length() == 0 ? "nothing" : "digest";
    return " " + what + (copy.owner() ? "" : " as a stand-in");
  }

  private String object(StoredObject object) {
    return object.siblings().stream().map(this::sibling).toList() + " " + vector(object.vector());
  }

  private String sibling(Sibling s) {
    return value(s.content()) + "@" + name(s.dot().actor()) + s.dot().counter();
  }

  private String vector(VersionVector vector) {
    SortedMap<String, Long> entries = new TreeMap<>();
    for (int i = 0; i < vector.size(); i++) {
      entries.put(name(vector.actor(i)), vector.counter(i));
    }
    return entries.toString();
  }

  private String name(Actor actor) {
    String known = actors.get(actor);
    if (known != null) {
      return known;
    }
    long earlier = actors.keySet().stream().filter(a -> a.node().equals(actor.node())).count();
    String name = name(actor.node()) + "-".repeat((int) earlier);
    actors.put(actor, name);
    return name;
  }

  private String membership(MembershipMessage message) {
    if (message instanceof JoinReply join) {
      return " " + join.status() + (join.reason().isEmpty() ? "" : " (" + join.reason() + ")");
    } else if (message instanceof MembershipMessage.MayIReply may) {
      return may.yes() ? " yes" : " busy";
    } else if (message instanceof Prepare prepare) {
      return " after epoch " + prepare.ring().epoch() + ballot(prepare.ballot());
    } else if (message instanceof Promise promise) {
      return ballot(promise.ballot());
    } else if (message instanceof Accept accept) {
      return " " + ring(accept.value()) + ballot(accept.ballot());
    } else if (message instanceof Accepted accepted) {
      return ballot(accepted.ballot());
    } else if (message instanceof Pull pull) {
      return " partition " + pull.partition();
    } else if (message instanceof Chunk chunk) {
      boolean last = chunk.cursor().length() == 0;
      return " partition %d, %d copies%s"
          .formatted(chunk.partition(), chunk.copies().size(), last ? ", the last" : "");
    } else if (message instanceof MembershipMessage.Poll poll) {
      return poll.waitingFor().isEmpty() ? "" : " (" + poll.waitingFor() + ")";
    } else {
      return message instanceof ChangeStatus status ? status(status) : "";
    }
  }

  private String status(ChangeStatus status) {
    return " epoch %d, streamed %s, %d hints"
        .formatted(
            status.epoch(),
            status.streams().stream()
                .map(s -> s.partition() + " from " + name(s.source()))
                .toList(),
            status.hints());
  }

  private String ballot(Ballot ballot) {
    return " ballot " + ballot.counter() + " of " + name(ballot.node());
  }

  private String ring(Ring ring) {
    String phase = ring.change() == null ? "SETTLED" : ring.change().phase().name();
    Map<String, String> lists = new TreeMap<>();
    for (int p = 0; p < ring.partitions().size(); p++) {
      var partition = ring.partition(p);
      lists.put(
          "p" + p,
          partition.owners().stream().map(o -> name(o.node())).collect(Collectors.joining(" "))
              + (partition.isMoving() ? " to " : "")
              + partition.next().stream()
                  .map(o -> name(o.node()))
                  .collect(Collectors.joining(" ")));
    }
    return "epoch " + ring.epoch() + " " + phase + " " + lists;
  }
}
