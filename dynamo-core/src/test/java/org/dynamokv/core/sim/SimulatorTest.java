package org.dynamokv.core.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Environment;
import org.dynamokv.core.env.Timer;
import org.dynamokv.core.spi.Entry;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.spi.Write;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/** The simulator itself: time, network, disks and machines do what they promise. */
class SimulatorTest {
  private static final NetworkFaults ALL_TWICE = new NetworkFaults(0, 10_000, 0, 0, 0, 2, 2);
  private static final NetworkFaults ALL_LOST = new NetworkFaults(10_000, 0, 0, 0, 0, 2, 2);
  private static final NetworkFaults ALL_RESET = new NetworkFaults(0, 0, 10_000, 0, 0, 2, 2);
  private static final NetworkFaults ANY_ORDER = new NetworkFaults(0, 0, 0, 10_000, 0, 50, 50);
  private static final NetworkFaults SLOW = new NetworkFaults(0, 0, 0, 0, 0, 50, 50);

  private final List<String> log = new ArrayList<>();
  private final Simulation sim = new Simulation(7);
  private final SimNetwork network = new SimNetwork(sim);
  private final SimHost a = host("a");
  private final SimHost b = host("b");
  private final List<Environment> environments = new ArrayList<>();

  /** Writes down what it hears, and answers "ping" with "pong". */
  private final class Echo implements SimProcess, TransportListener {
    private final String name;

    Echo(String name) {
      this.name = name;
    }

    @Override
    public void start() {
      log.add(name + " starts");
    }

    @Override
    public TransportListener listener() {
      return this;
    }

    @Override
    public void received(Link link, byte[] frame) {
      String text = new String(frame, UTF_8);
      log.add(name + " gets " + text);
      if (text.equals("ping")) {
        link.send(frame("pong"));
      }
    }

    @Override
    public void notSent(Endpoint to, Frame frame, String reason) {
      log.add(name + " not sent: " + reason);
    }

    @Override
    public void linkDown(Endpoint to, String reason) {
      log.add(name + " lost " + to.host() + ": " + reason);
    }
  }

  private SimHost host(String name) {
    SimProcess.Factory factory =
        (self, shards) -> {
          environments.add(shards.get(0));
          return new Echo(name);
        };
    return new SimHost(sim, network, name, new NodeId(name.charAt(0)), 1, factory);
  }

  private static Frame frame(String text) {
    return new Frame(text.substring(0, 1).getBytes(UTF_8), text.substring(1).getBytes(UTF_8));
  }

  private Environment startBoth() {
    a.start();
    b.start();
    log.clear();
    return environments.get(0);
  }

  private void sendFromA(String text) {
    environments.get(0).send(b.endpoint(), frame(text));
  }

  @Test
  void tasksRunInOrderOfTimeAndThenOfInsertion() {
    sim.after(5, () -> log.add("third"));
    sim.after(1, () -> log.add("first"));
    sim.after(5, () -> log.add("fourth at " + sim.now()));
    sim.after(1, () -> sim.after(0, () -> log.add("second")));
    assertThat(sim.runUntilQuiet(100)).isTrue();
    assertThat(log).containsExactly("first", "second", "third", "fourth at 5");
  }

  @Test
  void timeStandsWhereTheRunWasToEnd() {
    sim.after(50, () -> log.add("late"));
    sim.runFor(20);
    assertThat(sim.now()).isEqualTo(20);
    assertThat(log).isEmpty();
    assertThat(sim.runUntil(() -> !log.isEmpty(), 1_000)).isTrue();
    assertThat(sim.now()).isEqualTo(50);
  }

  @Test
  void cancelledTaskNeverRuns() {
    Timer timer = sim.after(5, () -> log.add("cancelled"));
    timer.cancel();
    assertThat(sim.runUntilQuiet(100)).isTrue();
    assertThat(log).isEmpty();
  }

  @Test
  void endlessLoopIsStopped() {
    Simulation busy = new Simulation(1, 1_000);
    Runnable[] again = new Runnable[1];
    again[0] = () -> busy.after(0, again[0]);
    again[0].run();
    assertThatThrownBy(() -> busy.runFor(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void randomnessFollowsFromSeedAndNameOnly() {
    assertThat(new Simulation(3).random("x").nextLong())
        .isEqualTo(new Simulation(3).random("x").nextLong())
        .isNotEqualTo(new Simulation(3).random("y").nextLong())
        .isNotEqualTo(new Simulation(4).random("x").nextLong());
  }

  @Test
  void replyComesBackOverTheConnection() {
    startBoth();
    sendFromA("ping");
    sim.runUntilQuiet(100);
    assertThat(log).containsExactly("b gets ping", "a gets pong");
  }

  @Test
  void framesOfOneConnectionKeepTheirOrderUnlessReordered() {
    startBoth();
    network.faults(SLOW);
    sendTwenty();
    assertThat(log).isSorted();
    log.clear();
    network.faults(ANY_ORDER);
    sendTwenty();
    assertThat(log).hasSize(20).isNotEqualTo(log.stream().sorted().toList());
  }

  private void sendTwenty() {
    for (int i = 10; i < 30; i++) {
      sendFromA("" + i);
    }
    sim.runUntilQuiet(1_000);
  }

  @Test
  void everyFrameMayComeTwiceOrNever() {
    startBoth();
    network.faults(ALL_TWICE);
    sendFromA("x");
    sim.runUntilQuiet(5_000);
    assertThat(log).containsExactly("b gets x", "b gets x");
    log.clear();
    network.faults(ALL_LOST);
    sendFromA("x");
    sim.runUntilQuiet(5_000);
    assertThat(log).isEmpty();
  }

  @Test
  void faultsOfOneLinkLeaveTheOthersAlone() {
    startBoth();
    network.faults(b.endpoint(), a.endpoint(), ALL_LOST);
    sendFromA("ping");
    sim.runUntilQuiet(5_000);
    assertThat(log).containsExactly("b gets ping");
  }

  @Test
  void frameMayArriveAlthoughTheSenderIsToldThatTheLinkEnded() {
    startBoth();
    network.faults(ALL_RESET);
    sendFromA("x");
    sim.runUntilQuiet(100);
    assertThat(log).containsExactlyInAnyOrder("b gets x", "a lost b: connection reset");
  }

  @Test
  void machineThatIsDownRefusesConnections() {
    a.start();
    log.clear();
    sendFromA("x");
    sim.runUntilQuiet(100);
    assertThat(log).containsExactly("a not sent: connection refused");
  }

  @Test
  void crashIsHeardByThoseWhoHadTalkedToTheMachine() {
    startBoth();
    sendFromA("x");
    sim.runUntilQuiet(100);
    b.crash();
    sim.runUntilQuiet(100);
    assertThat(log).containsExactly("b gets x", "a lost b: connection reset");
  }

  @Test
  void frameThatIsUnderWayToACrashedMachineIsNotDeliveredToItsNextProcess() {
    startBoth();
    network.faults(SLOW);
    sendFromA("x");
    b.crash();
    b.start();
    log.clear();
    sim.runUntilQuiet(1_000);
    assertThat(log).containsExactly("a lost b: connection reset");
  }

  @Test
  void cutOneWayStopsFramesThatWayOnlyAndEndsTheConnectionAfterAWhile() {
    startBoth();
    sendFromA("ping");
    sim.runUntilQuiet(100);
    network.cut(b.endpoint(), a.endpoint());
    log.clear();
    sendFromA("ping");
    sim.runUntilQuiet(10_000);
    assertThat(log).containsExactly("b gets ping", "a lost b: heartbeats stopped");
    log.clear();
    sendFromA("y");
    sim.runUntilQuiet(10_000);
    assertThat(log).containsExactly("a not sent: connecting takes too long");
    network.mend(b.endpoint(), a.endpoint());
    sendFromA("z");
    sim.runUntilQuiet(100);
    assertThat(log).endsWith("b gets z");
  }

  @Test
  void pausedMachineGoesOnWhereItStood() {
    Environment env = startBoth();
    a.pause();
    env.schedule(10, () -> log.add("first"));
    env.schedule(20, () -> log.add("second")).cancel();
    env.schedule(30, () -> log.add("third"));
    sim.runFor(100);
    assertThat(log).isEmpty();
    a.resume();
    sim.runFor(0);
    assertThat(log).containsExactly("first", "third");
  }

  @Test
  void frameThatWaitedTooLongInAPausedMachineIsDroppedAndTheConnectionClosed() {
    startBoth();
    b.pause();
    sendFromA("x");
    sim.runFor(SimNetwork.MAX_AGE_MILLIS + 10);
    b.resume();
    sim.runUntilQuiet(100);
    assertThat(log).containsExactly("a lost b: stood still for too long");
  }

  @Test
  void timersAndAnswersOfACrashedProcessNeverRun() {
    Environment env = startBoth();
    env.schedule(10, () -> log.add("timer"));
    env.execute(() -> log.add("task"));
    write(env, 1);
    a.crash();
    a.start();
    log.clear();
    sim.runUntilQuiet(1_000);
    assertThat(log).isEmpty();
  }

  @Test
  void answeredWriteSurvivesACrashAndWaitingOnesAreLostFromTheEnd() {
    int lost = 0;
    for (int seed = 0; seed < 50; seed++) {
      lost += keysLostByACrash(seed);
    }
    assertThat(lost).isBetween(1, 50 * 9);
  }

  private int keysLostByACrash(int seed) {
    Simulation one = new Simulation(seed);
    List<Environment> envs = new ArrayList<>();
    SimHost host =
        new SimHost(
            one,
            new SimNetwork(one),
            "h",
            new NodeId(1),
            1,
            (self, shards) -> {
              envs.addAll(shards);
              return new Echo("h");
            });
    host.start();
    log.clear();
    write(envs.get(0), 0);
    one.runUntil(() -> !log.isEmpty(), 1_000);
    for (int i = 1; i < 10; i++) {
      write(envs.get(0), i);
      one.runFor(1);
    }
    long answered = log.stream().filter(line -> line.startsWith("durable")).count();
    host.crash();
    List<Integer> left = host.disk().entries().stream().map(e -> (int) e.key()[0]).toList();
    assertThat(left).as("seed %d", seed).hasSizeGreaterThanOrEqualTo((int) answered);
    for (int i = 0; i < left.size(); i++) {
      assertThat(left.get(i)).as("seed %d", seed).isEqualTo(i);
    }
    return 10 - left.size();
  }

  @Test
  void failedWriteLeavesNothingAndFullDiskCanStillBeRead() {
    Environment env = startBoth();
    write(env, 1);
    sim.runUntilQuiet(100);
    a.disk().fault(SimDisk.Fault.FULL);
    write(env, 2);
    read(env, 1);
    sim.runUntilQuiet(100);
    a.disk().fault(SimDisk.Fault.IO);
    read(env, 1);
    sim.runUntilQuiet(100);
    assertThat(log).containsExactlyInAnyOrder("durable 1", "FULL 2", "found 1", "IO 1");
    assertThat(a.disk().size()).isEqualTo(1);
  }

  @Test
  void destroyedDiskIsEmptyAndTheMachineComesBackAsSomebodyNew() {
    Environment env = startBoth();
    write(env, 1);
    sim.runUntilQuiet(100);
    a.crash();
    a.destroyDisk(new NodeId(99));
    a.start();
    assertThat(a.disk().size()).isZero();
    assertThat(a.id()).isEqualTo(new NodeId(99));
  }

  @Test
  void rangeIsDroppedPieceByPieceAndScannedInOrder() {
    Environment env = startBoth();
    for (int i = 0; i < 100; i++) {
      write(env, i);
    }
    sim.runUntilQuiet(1_000);
    env.storage().dropRange(new byte[] {10}, new byte[] {90}, answer("dropped"));
    sim.runUntilQuiet(1_000);
    List<Integer> left = a.disk().entries().stream().map((Entry e) -> (int) e.key()[0]).toList();
    assertThat(left).hasSize(20).isSorted().contains(9, 90).doesNotContain(10, 89);
    assertThat(log).contains("dropped");
  }

  private void write(Environment env, int key) {
    byte[] bytes = {(byte) key};
    env.storage().apply(List.of(new Write.Put(bytes, bytes)), answer("durable " + key, " " + key));
  }

  private void read(Environment env, int key) {
    env.storage().get(new byte[] {(byte) key}, answer("found " + key, " " + key));
  }

  private <T> Answer<T> answer(String done) {
    return answer(done, "");
  }

  private <T> Answer<T> answer(String done, String failed) {
    return new Answer<>() {
      @Override
      public void done(T result) {
        log.add(done);
      }

      @Override
      public void failed(StorageException error) {
        log.add(error.kind() + failed);
      }
    };
  }
}
