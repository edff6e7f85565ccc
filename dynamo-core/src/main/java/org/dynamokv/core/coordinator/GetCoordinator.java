package org.dynamokv.core.coordinator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.quorum.Quorum;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One get (paper 5): asks all replicas, one of them for its object and the rest for digests;
 * answers as soon as R of them agree or can be merged; when all have answered, sends stale ones
 * what they lack.
 *
 * <p>A node that does not answer is passed over for the next stand-in. A stand-in that holds
 * nothing for the key knows nothing: it does not count.
 */
final class GetCoordinator extends Request<Found> {
  // Mutable state, of the present round: a round begins with each ring
  private int round;
  private Copies copies;
  private List<NodeId> readers = List.of();
  private NodeId whole = NodeId.NONE;
  private Quorum quorum;
  private ReadAnswers answers;
  private StandIns standIns;
  private final Map<NodeId, NodeId> open =
      new LinkedHashMap<>(); // asked node -> the reader that it answers for
  private boolean found;
  private boolean asking;

  GetCoordinator(Surroundings s, Ring ring, Key key, RequestOptions options, Done<Found> done) {
    super(s, ring, key, options, done);
    copies = new Copies(s, ring, key);
    quorum = new Quorum(List.of(), 0, false);
    answers = new ReadAnswers();
    standIns = new StandIns(s, ring, partition);
  }

  @Override
  void begin() {
    round++;
    open.clear();
    answers = new ReadAnswers();
    copies = new Copies(s, ring, key);
    readers = ring.readers(partition, properties.n());
    quorum = new Quorum(List.of(readers), required(), sloppy());
    standIns = new StandIns(s, ring, partition);
    whole = readers.contains(s.self.id()) ? s.self.id() : firstUsable();
    asking = true; // an answer of this node itself may come at once: first all are asked
    boolean hopeless = usable() + (sloppy() ? standIns.size() : 0) < quorum.needed();
    for (NodeId reader : readers) {
      if (hopeless || s.isUsable(reader)) {
        ask(reader, reader, !reader.equals(whole));
      } else {
        passOver(reader);
      }
    }
    asking = false;
    advance();
  }

  private int required() {
    return options.r() == 0 ? properties.r() : options.r();
  }

  private int usable() {
    return (int) readers.stream().filter(s::isUsable).count();
  }

  private NodeId firstUsable() {
    return readers.stream().filter(s::isUsable).findFirst().orElse(NodeId.NONE);
  }

  private void ask(NodeId reader, NodeId node, boolean digestOnly) {
    open.put(node, reader);
    copies.read(node, digestOnly, patience(), new Reply(reader, node, digestOnly));
  }

  /** Asks the next stand-in in the place of a reader that does not answer. */
  private void passOver(NodeId reader) {
    NodeId standIn = sloppy() && !isAnswered() ? standIns.next() : null;
    if (standIn == null) {
      quorum.lost(reader);
    } else {
      ask(reader, standIn, false);
    }
  }

  private void advance() {
    if (asking) {
      return;
    }
    NodeId unknown = answers.unknown();
    if (isAnswered()) {
      settle(unknown);
    } else if (quorum.state() == Quorum.State.IMPOSSIBLE) {
      fail(Failures.notEnough(quorum, "read", Failure.Outcome.REFUSED));
    } else if (quorum.state() == Quorum.State.REACHED && unknown == null) {
      found = true;
      succeed(new Found(answers.merged(), quorum.isStrict()));
      settle(null);
    } else if (quorum.state() == Quorum.State.REACHED && !open.containsKey(whole)) {
      fetch(unknown);
    }
  }

  /**
   * After the reply: waits for the late ones, gets what is still unknown, and repairs who is stale.
   */
  private void settle(@Nullable NodeId unknown) {
    if (!open.isEmpty() || !found) {
      return;
    }
    if (unknown != null) {
      fetch(unknown);
    } else {
      found = false;
      ReadRepair.run(s, copies, readers, answers);
    }
  }

  /** Gets the object of a node that has only told its digest. */
  private void fetch(@Nullable NodeId node) {
    if (node != null && !open.containsKey(node)) {
      ask(node, node, false); // stand-ins give their object at once
    }
  }

  @Override
  Failure onTimeout() {
    return Failures.timeout(quorum, "read", Failure.Outcome.REFUSED);
  }

  private final class Reply implements Copies.Reply {
    private final int askedIn = round;
    private final NodeId reader;
    private final NodeId node;
    private final boolean digestOnly;

    Reply(NodeId reader, NodeId node, boolean digestOnly) {
      this.reader = reader;
      this.node = node;
      this.digestOnly = digestOnly;
    }

    private boolean isOld() {
      return askedIn != round || open.remove(node) == null;
    }

    @Override
    public void copy(CopyIs copy) {
      if (isOld()) {
        return;
      }
      if (!copy.owner() && copy.digest().length() == 0) {
        passOver(reader);
      } else {
        answers.add(node, copy);
        quorum.answered(reader, node);
      }
      advance();
    }

    @Override
    public void slow() {
      if (askedIn != round || !open.containsKey(node)) {
        return;
      }
      if (isAnswered()) {
        lost(); // nobody waits for it any more
        return;
      }
      NodeId standIn = sloppy() ? standIns.next() : null;
      if (standIn != null) {
        ask(reader, standIn, false); // the reader itself may yet answer
      }
    }

    @Override
    public void stale() {
      if (!isOld()) {
        startOver();
      }
    }

    @Override
    public void behind() {
      if (!isOld()) {
        open.put(node, reader);
        again(() -> askAgain(), this::lost);
      }
    }

    private void askAgain() {
      if (!isOld()) {
        ask(reader, node, digestOnly);
      }
    }

    @Override
    public void lost() {
      if (isOld()) {
        return;
      }
      answers.remove(node);
      quorum.withdrawn(reader, node);
      passOver(reader);
      advance();
    }
  }
}
