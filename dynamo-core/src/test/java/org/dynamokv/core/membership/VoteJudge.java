package org.dynamokv.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dynamokv.core.message.Ballot;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.MembershipMessage.Accept;
import org.dynamokv.core.message.MembershipMessage.Accepted;
import org.dynamokv.core.message.MembershipMessage.Prepare;
import org.dynamokv.core.message.MembershipMessage.Promise;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.sim.SimHost;
import org.dynamokv.core.sim.SimNetwork;
import org.dynamokv.core.spi.Entry;
import org.jspecify.annotations.Nullable;

/** Sees every frame: whoever promises or accepts has it on disk already (rule D1). */
final class VoteJudge implements SimNetwork.Tap {
  // Mutable state
  private final Map<String, Long> asked = new TreeMap<>();
  int votes;

  @Override
  public void arrived(SimHost from, SimHost to, byte[] frame) {
    Envelope e = Codec.decode(frame);
    Header h = e.header();
    Message m = e.message();
    if (m instanceof Prepare p) {
      asked.put(h.from() + "/" + h.fromStart() + "/" + h.id(), p.ring().epoch());
    } else if (m instanceof Accept a) {
      asked.put(h.from() + "/" + h.fromStart() + "/" + h.id(), a.ring().epoch());
    } else if (m instanceof Promise p) {
      judge(from, h, p.ballot(), false);
    } else if (m instanceof Accepted a) {
      judge(from, h, a.ballot(), true);
    }
  }

  private void judge(SimHost voter, Header h, Ballot ballot, boolean accepted) {
    votes++;
    long epoch = asked.get(h.to() + "/" + h.toStart() + "/" + h.id());
    Ring ring = Disk.decodeRing(read(voter, MetaKeys.ring()));
    if (ring != null && ring.epoch() > epoch) {
      return; // what it voted on is decided
    }
    Acceptor vote = Disk.decodeVote(read(voter, MetaKeys.vote()), ring);
    assertThat(vote).as(voter.name() + " has its vote on disk").isNotNull();
    Ballot kept = accepted ? vote.acceptedBallot() : vote.promised();
    assertThat(kept).as(voter.name() + " has its vote on disk").isGreaterThanOrEqualTo(ballot);
  }

  private static byte @Nullable [] read(SimHost host, byte[] key) {
    List<Entry> entries = host.disk().entries();
    return entries.stream()
        .filter(e -> Arrays.equals(e.key(), key))
        .map(Entry::value)
        .findFirst()
        .orElse(null);
  }
}
