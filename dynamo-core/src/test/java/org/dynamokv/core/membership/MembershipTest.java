package org.dynamokv.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dynamokv.core.membership.MembershipWorld.membership;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.MembershipMessage.Accept;
import org.dynamokv.core.ring.Change.Phase;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.sim.SimHost;
import org.junit.jupiter.api.Test;

/** Whole membership on virtual time, directed. */
class MembershipTest {
  private static final long SEED = 1;

  @Test
  void aNodeWithoutSeedsFoundsTheCluster() {
    MembershipWorld world = new MembershipWorld(SEED).grown(1);
    Ring ring = membership(world.hosts.get(0)).ring();
    assertThat(ring.epoch()).isEqualTo(1);
    assertThat(ring.members()).containsOnlyKeys(world.hosts.get(0).id());
    assertThat(membership(world.hosts.get(0)).waitingFor()).isEmpty();
  }

  @Test
  void fiveNodesJoinOneAfterTheOtherWithTheirData() {
    MembershipWorld world = new MembershipWorld(SEED).grown(5);
    assertThat(world.highest().members()).hasSize(5);
    assertThat(world.highest().epoch()).isEqualTo(1 + 4 * 3);
  }

  @Test
  void aJoinTakesWellUnderTwoSeconds() {
    MembershipWorld world = new MembershipWorld(SEED).grown(2);
    long before = world.sim.now();
    world.add().start();
    world.awaitSettled(3);
    assertThat(world.sim.now() - before).isLessThan(2_000);
  }

  @Test
  void twoNodesThatJoinAtOnceBothGetIn() {
    MembershipWorld world = new MembershipWorld(SEED).grown(2);
    world.add().start();
    world.add().start();
    world.awaitSettled(4);
  }

  @Test
  void aRestartedMemberServesByItsStoredRing() {
    MembershipWorld world = new MembershipWorld(SEED).grown(3);
    SimHost third = world.hosts.get(2);
    third.crash();
    world.split(List.of(third), world.hosts.subList(0, 2));
    third.start();
    world.await("serves alone", () -> membership(third).ring() != null, 10_000);
    assertThat(membership(third).waitingFor()).isEmpty();
    world.network.heal();
    world.awaitSettled(3);
  }

  @Test
  void aMemberThatComesBackElsewhereIsFoundThere() {
    MembershipWorld world = new MembershipWorld(SEED).grown(3);
    assertThat(world.moved).isEmpty();
    world.hosts.get(2).crash();
    world.hosts.get(2).start();
    world.await("all hear of it", () -> world.moved.size() == 2, 30_000);
    assertThat(world.moved)
        .containsExactly(
            world.hosts.get(0).id() + " hears of node3",
            world.hosts.get(1).id() + " hears of node3");
  }

  @Test
  void aJoinerKilledWhileItsDataMoveResumesAndGetsIn() {
    MembershipWorld world = new MembershipWorld(SEED).grown(2);
    SimHost joiner = world.add();
    joiner.start();
    world.await("moving", phase(world, Phase.MOVING), 10_000);
    world.sim.runFor(40);
    joiner.crash();
    world.sim.runFor(5_000);
    joiner.start();
    world.awaitSettled(3);
    assertThat(world.highest().epoch()).as("no abort between").isEqualTo(1 + 2 * 3);
  }

  @Test
  void aJoinerThatStaysAwayIsGivenUp() {
    MembershipWorld world = new MembershipWorld(SEED).grown(3);
    SimHost joiner = world.add();
    joiner.start();
    world.await("moving", phase(world, Phase.MOVING), 10_000);
    joiner.crash();
    world.awaitSettled(3);
    joiner.start();
    world.awaitSettled(4);
  }

  @Test
  void anotherMemberDrivesWhenTheDriverIsKilled() {
    for (Phase phase : Phase.values()) {
      MembershipWorld world = new MembershipWorld(SEED).grown(3);
      world.add().start();
      world.await("phase", phase(world, phase), 10_000);
      world.hosts.get(0).crash();
      world.await(
          "the others go on",
          () -> world.highest().change() == null && world.highest().members().size() == 4,
          120_000);
      world.hosts.get(0).start();
      world.awaitSettled(4);
    }
  }

  @Test
  void whatAMajorityAcceptedIsFinishedWhenTheProposerDies() {
    MembershipWorld world = new MembershipWorld(SEED).grown(3);
    SimHost proposer = world.hosts.get(0);
    SimHost joiner = world.add();
    long epoch = world.highest().epoch();
    world.network.tap(
        (from, to, frame) -> {
          boolean accept = Codec.decode(frame).message() instanceof Accept;
          if (accept && proposer.isUp()) {
            proposer.crash();
            world.sim.after(0, joiner::crash);
          }
        });
    joiner.start();
    world.await("killed", () -> !proposer.isUp() && !joiner.isUp(), 10_000);
    world.await("finished", () -> world.highest().epoch() > epoch, 20_000);
    proposer.start();
    joiner.start();
    world.awaitSettled(4);
  }

  @Test
  void aJoinSucceedsWithOneMemberDown() {
    MembershipWorld world = new MembershipWorld(SEED).grown(4);
    world.hosts.get(1).crash();
    world.sim.runFor(5_000);
    world.add().start();
    world.awaitSettled(5);
    world.hosts.get(1).start();
    world.awaitSettled(5);
  }

  @Test
  void nothingIsDecidedWithoutAMajorityAndItGoesOnAfterwards() {
    MembershipWorld world = new MembershipWorld(SEED).grown(3);
    SimHost joiner = world.add();
    world.split(world.hosts.subList(0, 1), world.hosts.subList(1, 3));
    world.split(List.of(joiner), world.hosts.subList(1, 3));
    joiner.start();
    long epoch = world.highest().epoch();
    world.sim.runFor(60_000);
    assertThat(world.highest().epoch()).isEqualTo(epoch);
    assertThat(membership(joiner).waitingFor()).isNotEmpty();
    world.network.heal();
    world.awaitSettled(4);
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    MembershipWorld world = new MembershipWorld(SEED).grown(2);
    SimHost twin = world.add("node1", List.of(world.hosts.get(0).endpoint()));
    twin.start();
    BooleanSupplier refused = () -> !MembershipWorld.process(twin).refused.isEmpty();
    world.await("refused", refused, 10_000);
    assertThat(membership(twin).waitingFor()).contains("the name 'node1' belongs to");
    world.sim.runFor(10_000);
    assertThat(world.highest().members()).hasSize(2);
  }

  @Test
  void aNodeWhoseOnlySeedIsItselfSaysSo() {
    MembershipWorld world = new MembershipWorld(SEED);
    SimHost alone = world.add("alone", List.of(SimHost.endpointOf("node1")));
    alone.start();
    world.sim.runFor(20_000);
    assertThat(membership(alone).ring()).isNull();
    assertThat(membership(alone).waitingFor()).isEqualTo("every seed is this node itself");
  }

  @Test
  void aNodeWhoseSeedIsAwayNamesItAndGetsInLater() {
    MembershipWorld world = new MembershipWorld(SEED).grown(1);
    SimHost founder = world.hosts.get(0);
    founder.crash();
    SimHost second = world.add();
    second.start();
    world.sim.runFor(20_000);
    assertThat(membership(second).waitingFor()).contains("no answer from seed node1:1");
    founder.start();
    world.awaitSettled(2);
  }

  @Test
  void aChangeSaysWhatItWaitsFor() {
    MembershipWorld world = new MembershipWorld(SEED).grown(2);
    SimHost joiner = world.add();
    joiner.start();
    world.await("moving", phase(world, Phase.MOVING), 10_000);
    joiner.crash();
    world.sim.runFor(5_000);
    assertThat(membership(world.hosts.get(0)).changeWaitingFor())
        .matches("node3 lacks \\d+ partitions and does not answer");
    assertThat(membership(world.hosts.get(1)).changeWaitingFor())
        .startsWith("node1 drives: node3 lacks");
  }

  private static BooleanSupplier phase(MembershipWorld world, Phase phase) {
    return () -> {
      Ring ring = world.highest();
      return ring.change() != null && ring.change().phase() == phase;
    };
  }
}
