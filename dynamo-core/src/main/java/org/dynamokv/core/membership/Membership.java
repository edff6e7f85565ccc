package org.dynamokv.core.membership;

import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Peers;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.env.Rpc;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.MembershipMessage;
import org.dynamokv.core.message.MembershipMessage.Accept;
import org.dynamokv.core.message.MembershipMessage.ChangeStatus;
import org.dynamokv.core.message.MembershipMessage.JoinRequest;
import org.dynamokv.core.message.MembershipMessage.MayI;
import org.dynamokv.core.message.MembershipMessage.Poll;
import org.dynamokv.core.message.MembershipMessage.Prepare;
import org.dynamokv.core.message.MembershipMessage.Pull;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.message.Message.RingRequest;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.ring.RingChanges;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in who belongs to the cluster and who owns what (paper 4.8, 4.9): gossip, rings
 * decided once, joining, moving partitions, driving changes on. Runs on one shard; all methods are
 * called there.
 */
public final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final long STORAGE_RETRY_MILLIS = 1_000;

  private final Host host;
  private final Local local;
  private final Disk disk;
  private final Streams streams = new Streams();
  private final RingFetch fetch;
  private final Gossip gossip;
  private final Adoption adoption;
  private final Voting voting;
  private final Starter starter;
  private final JoinDesk desk;
  private final Joining joining;
  private final Driver driver;
  private final Mover mover;
  private final Source source;
  // Mutable state
  private String starting = "reads the stored ring";
  private String refused = "";

  /** Nothing happens before {@link #start}. */
  public Membership(
      MembershipSettings settings,
      Environment env,
      Rpc rpc,
      Peers peers,
      Host host,
      PartitionData data) {
    this.host = host;
    local = new Local(settings, env, peers);
    disk = new Disk(env.storage());
    Calls calls = new Calls(local, rpc, this::heard);
    fetch = new RingFetch(local, calls);
    adoption = new Adoption(local, disk, streams, this::refuse, host);
    gossip = new Gossip(local, calls, new Whereabouts(local, host, adoption));
    voting = new Voting(local, calls, disk, adoption);
    starter = new Starter(local, calls, voting, adoption);
    desk = new JoinDesk(local, calls, starter);
    joining = new Joining(local, calls, this::refuse);
    driver = new Driver(local, calls, voting, streams, host, adoption);
    mover = new Mover(local, calls, disk, streams, data, adoption, driver::report);
    driver.watch(mover);
    source = new Source(local, data);
    adoption.onServe(ring -> joining.ask());
  }

  /**
   * Reads what is stored, then serves by the stored ring, or founds a cluster (no seeds), or asks
   * to be taken in.
   */
  public void start() {
    disk.load(this::loaded, this::loadFailed);
  }

  private void loadFailed(StorageException error) {
    starting = "cannot read the stored ring: " + error.getMessage();
    LOG.error("{}: {}", local.name(), starting, error);
    local.env.schedule(STORAGE_RETRY_MILLIS, this::start);
  }

  private void loaded(Disk.Found found) {
    Ring ring = found.ring();
    String cluster = local.settings.cluster();
    if (ring != null && !ring.cluster().equals(cluster)) {
      refuse("the data belong to cluster '" + ring.cluster() + "', not '" + cluster + "'");
      return;
    }
    starting = "";
    streams.load(found.streams());
    gossip.start();
    driver.start();
    if (ring != null) {
      adoption.resume(ring);
      resume(found.vote());
    } else if (local.settings.seeds().isEmpty()) {
      found();
    } else {
      joining.ask();
    }
  }

  private void resume(@Nullable Acceptor vote) {
    if (vote != null) {
      voting.resume(vote);
    }
  }

  private void found() {
    MembershipSettings s = local.settings;
    long clusterId = local.env.random().nextLong();
    LOG.info("{}: founds cluster '{}'", local.name(), s.cluster());
    adoption.adopt(RingChanges.found(s.cluster(), clusterId, s.me(), s.partitions(), s.defaults()));
  }

  /** A message of this protocol: a {@link MembershipMessage}, RingRequest or RingIs. */
  public void handle(Header header, Message message, Responder responder) {
    if (!starting.isEmpty() || !refused.isEmpty()) {
      local.reply(responder, new Refused(Reason.NOT_READY, null));
      return;
    }
    heard(header, message);
    if (message instanceof RingRequest) {
      answerRing(responder);
    } else if (message instanceof MembershipMessage m) {
      handle(header, m, responder);
    }
  }

  private void answerRing(Responder responder) {
    Ring ring = local.ring();
    local.reply(responder, ring == null ? new Refused(Reason.NOT_READY, null) : new RingIs(ring));
  }

  private void handle(Header header, MembershipMessage message, Responder responder) {
    if (message instanceof MembershipMessage.Gossip m) {
      gossip.handle(m, responder);
    } else if (message instanceof JoinRequest m) {
      desk.handle(m, responder);
    } else if (message instanceof Pull m) {
      source.handle(m, responder);
    } else if (message instanceof Poll m) {
      driver.handle(m, responder);
    } else if (message instanceof ChangeStatus m) {
      driver.told(header.from(), m);
    } else {
      decide(message, responder);
    }
  }

  private void decide(MembershipMessage message, Responder responder) {
    if (message instanceof MayI m) {
      starter.handle(m, responder);
    } else if (message instanceof Prepare m) {
      voting.handle(m, responder);
    } else if (message instanceof Accept m) {
      voting.handle(m, responder);
    } else {
      LOG.debug("{}: dropped {}", local.name(), message.getClass().getSimpleName());
    }
  }

  private void heard(Header header, Message message) {
    if (message instanceof RingIs r) {
      adoption.adopt(r.ring());
    } else if (message instanceof Refused r && r.ring() != null) {
      adoption.adopt(r.ring());
    } else {
      sawEpoch(header.from(), header.epoch());
    }
  }

  /** A message showed that its sender is at that epoch: if it is ahead, its ring is fetched. */
  public void sawEpoch(NodeId from, long epoch) {
    fetch.sawEpoch(from, epoch);
  }

  private void refuse(String reason) {
    refused = reason;
    local.stop();
    host.refused(reason);
  }

  /** The highest ring that every shard of this node has; null before there is one. */
  public @Nullable Ring ring() {
    return local.served();
  }

  /** Why this node is not a member yet, for people; empty when it is. */
  public String waitingFor() {
    Ring ring = local.ring();
    if (!refused.isEmpty() || !starting.isEmpty()) {
      return refused.isEmpty() ? starting : refused;
    }
    if (ring == null || !ring.knows(local.id())) {
      return joining.reason();
    }
    if (local.isMember()) {
      return "";
    }
    String moving = mover.status();
    return moving.isEmpty() ? driver.waitingFor() : moving;
  }

  /** What a change of the ring waits for, for people; empty when none is under way. */
  public String changeWaitingFor() {
    return driver.waitingFor();
  }
}
