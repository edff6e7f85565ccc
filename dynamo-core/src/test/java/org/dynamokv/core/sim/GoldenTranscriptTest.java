package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dynamokv.core.sim.Quartet.w;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dynamokv.core.value.Bytes;
import org.junit.jupiter.api.Test;

/**
 * The main walks, message by message: a change of behaviour is reviewed as a change of these files.
 * After a wanted change, run once with {@code -Dgolden.write=true}.
 */
class GoldenTranscriptTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private static void compare(String name, Transcript transcript) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.write(file, transcript.lines(), StandardCharsets.UTF_8);
    }
    assertThat(transcript.lines()).isEqualTo(Files.readAllLines(file, StandardCharsets.UTF_8));
  }

  private static Transcript of(Quartet q, String title) {
    Transcript transcript = new Transcript(q.sim, title);
    List<String> names = List.of("A", "B", "C", "D");
    for (int i = 0; i < names.size(); i++) {
      transcript.name(q.all().get(i), names.get(i));
    }
    q.cluster.network().tap(transcript);
    return transcript;
  }

  @Test
  void put() throws IOException {
    Quartet q = new Quartet();
    Transcript transcript = of(q, "A client of D puts; A, B and C own the key. N=3, R=W=2.");
    q.put(q.d, "x");
    transcript.say("the client is answered");
    q.sim.runFor(5_000);
    compare("put", transcript);
  }

  @Test
  void getWithReadRepair() throws IOException {
    Quartet q = new Quartet();
    q.put(q.a, "old", Bytes.EMPTY, w(3));
    Bytes context = q.get(q.a).context();
    q.all().forEach(other -> q.part(q.c, other));
    q.put(q.a, "new", context);
    q.heal();
    q.part(q.c, q.d); // D's hint must not mend it first
    q.sim.runFor(20_000); // until the others have heard of C again
    Transcript transcript = of(q, "A client of D gets; C has missed a write. N=3, R=W=2.");
    q.get(q.d);
    transcript.say("the client is answered");
    q.sim.runFor(5_000);
    compare("get-with-repair", transcript);
  }

  @Test
  void hintedPut() throws IOException {
    Quartet q = new Quartet();
    q.a.crash();
    q.sim.runFor(5_000);
    Transcript transcript = of(q, "A is down and a client of B puts; D stands in. N=3, R=W=2.");
    q.put(q.b, "x");
    transcript.say("the client is answered");
    q.sim.runFor(5_000);
    q.a.start();
    transcript.say("A starts");
    q.sim.runFor(10_000);
    compare("hinted-put", transcript);
  }

  @Test
  void joinOfASecondNode() throws IOException {
    Simulation sim = new Simulation(2);
    Shape two = new Shape(2, 1, 1, 1, 1, 2, 1, 1, 0, false, 1, 0, NetworkFaults.NONE);
    SimCluster cluster = new SimCluster(sim, two);
    cluster.network().faults(Quartet.PROMPT);
    cluster.hosts().forEach(host -> host.disk().steady());
    SimHost founder = cluster.hosts().get(0);
    founder.start();
    sim.runFor(5_000);
    Transcript transcript = new Transcript(sim, "n1 joins n0. Two partitions, N=1.");
    cluster.hosts().forEach(host -> transcript.name(host, host.name()));
    cluster.network().tap(transcript);
    cluster.hosts().get(1).start();
    Quartet.require(sim.runUntil(cluster::isComplete, 60_000), "a settled ring");
    transcript.say("both are members of the same settled ring");
    sim.runFor(2_000);
    compare("join", transcript);
  }
}
