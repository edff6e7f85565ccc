package org.dynamokv.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.dynamokv.core.membership.Proposal.Step;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.message.MembershipMessage.Accepted;
import org.dynamokv.core.message.MembershipMessage.Nack;
import org.dynamokv.core.message.MembershipMessage.Promise;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/**
 * Acceptors and proposals alone: under any schedule of losses, duplicates, delays, crashes and
 * rival proposers an epoch is decided once, and it is decided when one proposer is left in peace.
 */
class PaxosRolesTest {
  private static final int RUNS = 3000;
  private static final int STEPS = 150;

  /** A message on its way; {@code value} is set for an accept request. */
  private record Flight(int from, int to, Ballot ballot, Ring value, Message answer) {}

  private static final class World {
    final Random random;
    final Ring ring;
    final List<NodeId> ids = new ArrayList<>();
    final Map<NodeId, Acceptor> disks = new TreeMap<>();
    final Map<Integer, Proposal> proposals = new TreeMap<>();
    final List<Flight> net = new ArrayList<>();
    final Set<Ring> decided = new HashSet<>();
    int values;

    World(long seed) {
      random = new Random(seed);
      int members = 1 + random.nextInt(5);
      Ring grown = TestRings.founded(1);
      for (int id = 2; id <= members; id++) {
        grown = TestRings.joined(grown, TestRings.member(id));
      }
      ring = grown;
      ids.addAll(ring.members().keySet());
      ids.forEach(id -> disks.put(id, Acceptor.fresh(ring.epoch() + 1)));
    }

    void propose(int at) {
      Member newcomer = TestRings.member(100 + values++);
      Acceptor own = disks.get(ids.get(at));
      Ballot ballot = own.higher(ids.get(at));
      proposals.put(at, new Proposal(ring, ballot, TestRings.joining(ring, newcomer)));
      for (int to = 0; to < ids.size(); to++) {
        net.add(new Flight(at, to, ballot, null, null));
      }
    }

    void deliver(Flight f) {
      if (f.answer != null) {
        answered(f);
        return;
      }
      NodeId to = ids.get(f.to);
      Acceptor disk = disks.get(to);
      Acceptor next = f.value == null ? disk.prepare(f.ballot) : disk.accept(f.ballot, f.value);
      disks.put(to, next);
      Message answer =
          f.value == null ? next.answerToPrepare(f.ballot) : next.answerToAccept(f.ballot);
      net.add(new Flight(f.to, f.from, f.ballot, null, answer));
    }

    void answered(Flight f) {
      Proposal p = proposals.get(f.to);
      if (p == null || !p.ballot().equals(f.ballot)) {
        return;
      }
      Step step = Step.WAIT;
      if (f.answer instanceof Promise m) {
        step = p.promised(ids.get(f.from), m.acceptedBallot(), m.accepted());
      } else if (f.answer instanceof Accepted) {
        step = p.accepted(ids.get(f.from));
      } else {
        assertThat(f.answer).isInstanceOf(Nack.class);
      }
      if (step == Step.ACCEPT) {
        for (int to = 0; to < ids.size(); to++) {
          net.add(new Flight(f.to, to, p.ballot(), p.value(), null));
        }
      } else if (step == Step.DECIDED) {
        decided.add(p.value());
      }
    }

    void step() {
      int what = random.nextInt(20);
      int node = random.nextInt(ids.size());
      if (what == 0) {
        propose(node);
      } else if (what == 1) {
        proposals.remove(node);
      } else if (!net.isEmpty()) {
        int i = random.nextInt(net.size());
        Flight f = random.nextInt(10) == 0 ? net.get(i) : net.remove(i);
        if (random.nextInt(10) > 0) {
          deliver(f);
        }
      }
    }

    void leaveInPeace(int node) {
      net.clear();
      for (int attempt = 0; attempt < 3 * STEPS && decided.isEmpty(); attempt++) {
        ids.forEach(id -> disks.put(ids.get(node), promisedAtLeast(node, disks.get(id))));
        propose(node);
        while (!net.isEmpty()) {
          deliver(net.remove(random.nextInt(net.size())));
        }
      }
    }

    /** What a Nack tells: the highest ballot promised elsewhere. */
    private Acceptor promisedAtLeast(int node, Acceptor other) {
      return disks.get(ids.get(node)).prepare(other.promised());
    }
  }

  @Test
  void anEpochIsDecidedAtMostOnce() {
    int decisions = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      World world = new World(seed);
      for (int i = 0; i < STEPS; i++) {
        world.step();
        assertThat(world.decided).as("seed " + seed).hasSizeLessThan(2);
      }
      decisions += world.decided.size();
    }
    assertThat(decisions).as("runs that decided").isGreaterThan(RUNS / 4);
  }

  @Test
  void aProposerThatIsLeftInPeaceDecides() {
    for (long seed = 1; seed <= 300; seed++) {
      World world = new World(seed);
      for (int i = 0; i < STEPS; i++) {
        world.step();
      }
      world.leaveInPeace(0);
      assertThat(world.decided).as("seed " + seed).hasSize(1);
    }
  }

  @Test
  void aBackoffGrowsToItsLimitAndStartsAgain() {
    Backoff backoff = new Backoff(100, 1000, new Random(1));
    for (int i = 0; i < 40; i++) {
      long longest = Math.min(1000, 100L << Math.min(i, 16));
      assertThat(backoff.next()).isBetween(longest / 2, longest);
    }
    backoff.reset();
    assertThat(backoff.next()).isBetween(50L, 100L);
  }
}
