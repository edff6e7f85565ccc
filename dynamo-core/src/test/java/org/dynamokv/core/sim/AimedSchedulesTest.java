package org.dynamokv.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dynamokv.core.sim.Quartet.KEY;
import static org.dynamokv.core.sim.Quartet.r;
import static org.dynamokv.core.sim.Quartet.values;
import static org.dynamokv.core.sim.Quartet.w;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.junit.jupiter.api.Test;

/**
 * The counterexamples of the data model, each as the shortest schedule that leads to it: what
 * random runs meet rarely or never. Rows are those of the table in the module's README.
 */
class AimedSchedulesTest {
  private final Quartet q = new Quartet();

  /** The first message of a kind on its way to a machine, and what happens as it arrives. */
  private final class Catch implements SimNetwork.Tap {
    private final SimHost from;
    private final SimHost to;
    private final Class<? extends Message> kind;
    private final Runnable then;
    private final List<byte[]> frames = new ArrayList<>();

    Catch(SimHost from, SimHost to, Class<? extends Message> kind, Runnable then) {
      this.from = from;
      this.to = to;
      this.kind = kind;
      this.then = then;
      q.cluster.network().tap(this);
    }

    @Override
    public void arrived(SimHost sender, SimHost receiver, byte[] frame) {
      Envelope e = Codec.decode(frame);
      boolean match = sender == from && receiver == to && kind.isInstance(e.message());
      if (match && frames.isEmpty()) {
        frames.add(frame.clone());
        then.run();
      }
    }

    boolean isDone() {
      return !frames.isEmpty();
    }
  }

  private Catch catchFirst(SimHost from, SimHost to, Class<? extends Message> kind, Runnable then) {
    return new Catch(from, to, kind, then);
  }

  // Hints (DATA-MODEL, row 6)

  @Test
  void hintThatGrewWhileItWasDeliveredIsNotRemoved() {
    q.a.crash();
    q.put(q.b, "first");
    q.sim.runFor(2_000);
    assertThat(values(q.hint(q.d, q.a))).containsExactly("first");

    // A takes in the delivery, but its disk has not answered yet.
    Catch delivery = catchFirst(q.d, q.a, MergeCopy.class, q.a::pause);
    q.part(q.a, q.b);
    q.part(q.a, q.c);
    q.a.start();
    Quartet.require(q.sim.runUntil(delivery::isDone, 60_000), "a delivery");

    q.put(q.b, "second", Bytes.EMPTY, w(3));
    assertThat(values(q.hint(q.d, q.a))).containsExactly("first", "second");
    q.a.resume();
    Quartet.require(q.sim.runUntil(() -> !q.copy(q.a).isEmpty(), 1_000), "the first at A");
    q.sim.runFor(30_000);
    assertThat(values(q.copy(q.a))).containsExactly("first", "second");
    assertThat(q.hint(q.d, q.a).isEmpty()).isTrue();
  }

  @Test
  void acknowledgedWriteStandsOnWDisksAtThatMoment() {
    q.put(q.a, "x", Bytes.EMPTY, w(3));
    for (SimHost owner : List.of(q.a, q.b, q.c)) {
      assertThat(values(q.copy(owner))).as(owner.name()).containsExactly("x");
    }
  }

  @Test
  void hintThatCountsIsDurable() {
    q.a.crash();
    q.put(q.b, "x", Bytes.EMPTY, w(3));
    assertThat(values(q.hint(q.d, q.a))).containsExactly("x");
  }

  // Stand-ins

  @Test
  void standInThatHoldsNothingNeverMakesAKeyLookMissing() {
    q.put(q.a, "x", Bytes.EMPTY, w(3));
    List.of(q.a, q.b, q.c).forEach(owner -> q.part(q.d, owner));
    q.sim.runFor(10_000);
    Failure failure = q.failure(q.store(q.d).get(KEY, r(1)));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(Failure.Code.NOT_ENOUGH_REPLICAS);
  }

  // Dots (rows 1 and 3; for row 1 see ReplicaTest)

  @Test
  void dotOfAWriteThatFailedLocallyIsNotGivenToTheNext() {
    q.put(q.a, "base", Bytes.EMPTY, w(3));
    Bytes context = q.get(q.a).context();
    q.a.disk().fault(SimDisk.Fault.FULL);
    q.put(q.a, "sent, but not stored here", context);
    q.a.disk().fault(SimDisk.Fault.NONE);
    q.part(q.a, q.b);
    q.part(q.a, q.c);
    q.put(q.a, "next", context, w(1));
    q.heal();
    q.sim.runFor(30_000);
    assertThat(values(q.get(q.b, r(3)))).containsExactly("next", "sent, but not stored here");
  }

  @Test
  void putSeesTheOneBeforeItThatIsNotCommittedYet() {
    q.put(q.a, "base", Bytes.EMPTY, w(3));
    Bytes context = q.get(q.a).context();
    var one = q.store(q.a).put(Quartet.put("one", context), RequestOptions.DEFAULT);
    var two = q.store(q.a).put(Quartet.put("two", context), RequestOptions.DEFAULT);
    q.await(one);
    q.await(two);
    assertThat(values(q.get(q.b, r(3)))).containsExactly("one", "two");
  }

  // At most once (row 4)

  @Test
  void putThatArrivesAgainAfterADeleteDoesNotBringItsValueBack() {
    Catch put = catchFirst(q.d, q.a, PutRequest.class, () -> {});
    q.put(q.d, "x");
    assertThat(put.isDone()).isTrue();
    q.await(q.store(q.a).delete(KEY, RequestOptions.DEFAULT));
    q.deliver(put.frames.get(0), q.a);
    q.sim.runFor(10_000);
    assertThat(q.get(q.b, r(3)).versions()).isEmpty();
  }

  @Test
  void putThatMayHaveRunIsNotSentToASecondOwner() {
    catchFirst(q.a, q.b, MergeCopy.class, () -> q.sim.after(0, q.a::crash));
    Failure failure =
        q.failure(q.store(q.d).put(Quartet.put("x", Bytes.EMPTY), RequestOptions.DEFAULT));
    assertThat(failure).isNotNull();
    assertThat(failure.outcome()).isEqualTo(Failure.Outcome.UNKNOWN);
    q.a.start();
    q.sim.runFor(30_000);
    assertThat(values(q.get(q.b, r(3)))).containsExactly("x");
  }

  // Contexts (row 8)

  @Test
  void putReturnsNoContextThatCoversASiblingItsClientNeverSaw() {
    q.put(q.a, "unseen");
    Written blind = q.put(q.a, "blind");
    q.put(q.a, "again", blind.context());
    assertThat(values(q.get(q.b))).contains("unseen", "again");
  }

  // Deletes (row 13)

  @Test
  void deleteWithoutAContextDeletesWhatItsCoordinatorReads() {
    q.put(q.a, "x");
    q.await(q.store(q.d).put(Put.delete(KEY, Bytes.EMPTY), RequestOptions.DEFAULT));
    q.sim.runFor(1_000);
    Reading after = q.get(q.b, r(3));
    assertThat(after.isFound()).isFalse();
    assertThat(after.context().length()).isPositive();
  }

  // Who a message is meant for (row 12, see also SimNodeTest)

  @Test
  void messageForAnEarlierStartOfANodeIsDropped() {
    Catch merge = catchFirst(q.a, q.c, MergeCopy.class, () -> {});
    q.put(q.a, "x", Bytes.EMPTY, w(3));
    byte[] late = merge.frames.get(0);
    q.c.crash();
    q.c.disk().destroy(); // so that what comes late would show
    assertThat(Codec.decode(late).header().to()).isNotEqualTo(NodeId.NONE);
    q.c.start();
    q.sim.runUntil(() -> q.cluster.node(q.c).ring() != null, 30_000);
    q.deliver(late, q.c);
    q.sim.runFor(1_000);
    assertThat(q.records(q.c)).isZero();
  }
}
