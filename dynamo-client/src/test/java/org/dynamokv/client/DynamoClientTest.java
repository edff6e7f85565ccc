package org.dynamokv.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.message.Message.Failed;
import org.dynamokv.core.message.Message.GetRequest;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.message.Message.RingRequest;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.store.Failure.Outcome;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DynamoClientTest {
  private static final Content VALUE = Content.of(Bytes.utf8("value"));

  private final FakeCluster cluster = new FakeCluster(5);
  private final List<DynamoClient> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(DynamoClient::close);
  }

  private ClientBuilder builder() {
    return DynamoClient.builder()
        .transport(cluster)
        .seed("node0:20050")
        .seed("node1:20050")
        .timeoutMillis(5_000);
  }

  private DynamoClient start(ClientBuilder builder) {
    DynamoClient client = builder.build();
    clients.add(client);
    return client;
  }

  private DynamoClient client() {
    return start(builder());
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(StoreException.class);
      throw (StoreException) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static Failure failureOf(CompletionStage<?> stage) {
    try {
      get(stage);
    } catch (StoreException e) {
      return e.failure();
    }
    throw new AssertionError("it did not fail");
  }

  private static RequestOptions within(int millis) {
    return new RequestOptions(0, 0, millis, Consistency.SLOPPY);
  }

  private static Put put(Key key) {
    return Put.of(key, VALUE, Bytes.EMPTY);
  }

  private static Refused refusal(Reason reason) {
    return new Refused(reason, null);
  }

  private static boolean isPut(Message message) {
    return message instanceof PutRequest;
  }

  @Test
  void everyRequestGoesStraightToTheFirstOwnerOfItsKey() {
    DynamoClient client = client();
    for (int i = 0; i < 100; i++) {
      Key key = Key.of("key" + i);
      get(client.put(put(key), client.options()));
      get(client.get(key, client.options()));
      List<Message> asked = cluster.owners(key).get(0).requests();
      assertThat(asked.get(asked.size() - 2)).isInstanceOf(PutRequest.class);
      assertThat(asked.get(asked.size() - 1)).isInstanceOf(GetRequest.class);
    }
    assertThat(cluster.requests()).isEqualTo(200);
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void aRequestCarriesTheCallersOptionsAndNoHops() {
    DynamoClient client = client();
    Key key = Key.of("k");
    get(client.get(key, new RequestOptions(1, 2, 4_000, Consistency.STRICT)));
    GetRequest asked = (GetRequest) cluster.owners(key).get(0).requests().get(0);
    assertThat(asked.hops()).isZero();
    assertThat(asked.options().r()).isEqualTo(1);
    assertThat(asked.options().w()).isEqualTo(2);
    assertThat(asked.options().consistency()).isEqualTo(Consistency.STRICT);
    assertThat(asked.options().timeoutMillis()).isBetween(1_000, 4_000);
  }

  @Test
  void anOwnerThatIsDownIsPassedOverAndLeftAloneForAWhile() {
    DynamoClient client = client();
    Key key = Key.of("k");
    FakeNode down = cluster.owners(key).get(0);
    get(client.ready());
    down.up = false;
    for (int i = 0; i < 20; i++) {
      get(client.put(put(key), client.options()));
    }
    assertThat(cluster.owners(key).get(1).requests()).hasSize(20);
  }

  @Test
  void otherMembersTakeARequestWhenAllOwnersAreDown() {
    DynamoClient client = client();
    Key key = Key.of("k");
    get(client.ready());
    cluster.owners(key).forEach(n -> n.up = false);
    get(client.put(put(key), client.options()));
    assertThat(cluster.requests()).isEqualTo(1);
  }

  @Test
  void aHigherEpochInAReplyMakesTheClientFetchThatRing() throws InterruptedException {
    DynamoClient client = client();
    Key key = Key.of("k");
    get(client.ready());
    FakeNode owner = cluster.owners(key).get(0);
    owner.ring = cluster.ring(7, List.of(0, 1, 2, 3));
    get(client.get(key, client.options()));
    awaitEpoch(client, 7);
    assertThat(owner.heard).anyMatch(m -> m instanceof RingRequest);
  }

  private static void awaitEpoch(DynamoClient client, long epoch) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (client.ring().orElseThrow().epoch() != epoch) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void aLowerRingIsNeverTaken() {
    cluster.nodes.get(0).ring = cluster.ring(9, List.of(0, 1, 2, 3, 4));
    DynamoClient client = client();
    get(client.ready());
    cluster.nodes.forEach(n -> n.script = m -> n == cluster.nodes.get(0) ? null : stale(m));
    IntStream.range(0, 20).forEach(i -> get(client.get(Key.of("k" + i), client.options())));
    assertThat(client.ring().orElseThrow().epoch()).isEqualTo(9);
  }

  private Message stale(Message m) {
    return m instanceof GetRequest
        ? new Refused(Reason.BEHIND, cluster.ring(3, List.of(1, 2)))
        : null;
  }

  @Test
  void aRefusalThatCarriesAHigherRingSendsTheRequestWhereThatRingSays() {
    DynamoClient client = client();
    get(client.ready());
    Key key = Key.of("k");
    var next = cluster.ring(2, List.of(4, 3, 2, 1, 0));
    FakeNode old = cluster.owners(key).get(0);
    old.script = m -> isPut(m) ? new Refused(Reason.STALE_EPOCH, next) : null;
    get(client.put(put(key), client.options()));
    var first = next.writers(next.partitionOf(key), 3).get(0).get(0);
    FakeNode owner = cluster.nodes.stream().filter(n -> n.id.equals(first)).findFirst().get();
    assertThat(owner.requests()).hasSize(1);
    assertThat(client.ring().orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void aPutThatIsRefusedGoesToTheNextOwner() {
    DynamoClient client = client();
    Key key = Key.of("k");
    List<FakeNode> owners = cluster.owners(key);
    owners.get(0).script = m -> isPut(m) ? refusal(Reason.OVERLOADED) : null;
    owners.get(1).script = m -> isPut(m) ? refusal(Reason.STORAGE) : null;
    get(client.put(put(key), client.options()));
    assertThat(owners.get(2).requests()).hasSize(1);
    assertThat(cluster.requests()).isEqualTo(3);
  }

  @Test
  void aPutIsNeverSentTwiceAfterTheConnectionEnded() {
    DynamoClient client = client();
    Key key = Key.of("k");
    cluster.nodes.forEach(n -> n.script = m -> isPut(m) ? FakeNode.LINK_DOWN : null);
    Failure failure = failureOf(client.put(put(key), client.options()));
    assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(cluster.requests()).isEqualTo(1);
  }

  @Test
  void aPutIsNeverSentTwiceAfterSilence() {
    DynamoClient client = client();
    Key key = Key.of("k");
    cluster.nodes.forEach(n -> n.script = m -> isPut(m) ? FakeNode.SILENCE : null);
    Failure failure = failureOf(client.put(put(key), within(200)));
    assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(cluster.requests()).isEqualTo(1);
  }

  @Test
  void aPutToANodeThatStartedAnewMayHaveRunAtItsFormerStart() {
    DynamoClient client = client();
    Key key = Key.of("k");
    get(client.put(put(key), client.options()));
    cluster.owners(key).get(0).start = 78;
    assertThat(failureOf(client.put(put(key), client.options())).outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(cluster.requests()).isEqualTo(1);
    get(client.put(put(key), client.options()));
  }

  @Test
  void aGetGoesOnToAnotherNodeAfterSilenceAndAfterALostConnection() {
    DynamoClient client = client();
    Key key = Key.of("k");
    cluster.values.put(key, VALUE);
    List<FakeNode> owners = cluster.owners(key);
    owners.get(0).script = m -> m instanceof GetRequest ? FakeNode.SILENCE : null;
    owners.get(1).script = m -> m instanceof GetRequest ? FakeNode.LINK_DOWN : null;
    assertThat(get(client.get(key, within(2_000))).isFound()).isTrue();
    assertThat(cluster.requests()).isEqualTo(3);
  }

  @Test
  void anOverloadedClusterIsAskedAgainAfterAPauseUntilTimeIsUp() {
    DynamoClient client = client();
    Key key = Key.of("k");
    int[] refusals = {0};
    cluster.nodes.forEach(
        n -> n.script = m -> isPut(m) && refusals[0]++ < 12 ? refusal(Reason.OVERLOADED) : null);
    get(client.put(put(key), client.options()));
    assertThat(cluster.requests()).isEqualTo(13);
    cluster.nodes.forEach(n -> n.script = m -> isPut(m) ? refusal(Reason.OVERLOADED) : null);
    Failure failure = failureOf(client.put(put(key), within(300)));
    assertThat(failure.code()).isEqualTo(Code.OVERLOADED);
    assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aNodesOwnAccountOfAFailureReachesTheCaller() {
    DynamoClient client = client();
    Failure told = new Failure(Code.NOT_ENOUGH_REPLICAS, "1 of 2 answered", Outcome.UNKNOWN, 2, 1);
    cluster.nodes.forEach(n -> n.script = m -> isPut(m) ? new Failed(told) : null);
    assertThat(failureOf(client.put(put(Key.of("k")), client.options()))).isEqualTo(told);
    assertThat(cluster.requests()).isEqualTo(1);
  }

  @Test
  void aFullStorageEverywhereFailsAtOnce() {
    DynamoClient client = client();
    cluster.nodes.forEach(n -> n.script = m -> isPut(m) ? refusal(Reason.STORAGE) : null);
    Failure failure = failureOf(client.put(put(Key.of("k")), client.options()));
    assertThat(failure.code()).isEqualTo(Code.STORAGE);
    assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(cluster.requests()).isEqualTo(5);
  }

  @Test
  void oneRequestTooManyIsRefusedAtOnceAndTheNextIsTakenAfterOneHasEnded() {
    DynamoClient client = start(builder().maxInFlight(2));
    get(client.ready());
    cluster.nodes.forEach(n -> n.script = m -> isPut(m) ? FakeNode.SILENCE : null);
    var one = client.put(put(Key.of("a")), within(300));
    var two = client.put(put(Key.of("b")), within(300));
    Failure failure = failureOf(client.put(put(Key.of("c")), client.options()));
    assertThat(failure.code()).isEqualTo(Code.OVERLOADED);
    assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
    failureOf(one);
    failureOf(two);
    get(client.get(Key.of("c"), client.options()));
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void closeFailsWhatIsUnderWayAndRefusesWhatComesLater() {
    DynamoClient client = client();
    get(client.ready());
    cluster.nodes.forEach(n -> n.script = m -> FakeNode.SILENCE);
    var put = client.put(put(Key.of("a")), client.options());
    var read = client.get(Key.of("b"), client.options());
    while (cluster.requests() < 2) {
      Thread.onSpinWait();
    }
    client.close();
    assertThat(failureOf(put).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failureOf(read).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(failureOf(client.put(put(Key.of("c")), client.options())).message())
        .isEqualTo("the client is closed");
    assertThat(failureOf(client.ready()).message()).isEqualTo("the client is closed");
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void whenNoSeedCanBeReachedARequestFailsAtOnceAndSaysWhy() {
    cluster.nodes.forEach(n -> n.up = false);
    DynamoClient client = start(builder().timeoutMillis(20_000));
    long began = System.nanoTime();
    Failure failure = failureOf(client.get(Key.of("k"), client.options()));
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(10);
    assertThat(failure.code()).isEqualTo(Code.NOT_READY);
    assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(failure.message())
        .contains("node0:20050 (connection refused), node1:20050 (connection refused)");
  }

  @Test
  void whenTheWholeClusterGoesDownARequestFailsAtOnceAndWorksAgainWhenItIsBack() {
    DynamoClient client = client();
    get(client.ready());
    cluster.nodes.forEach(n -> n.up = false);
    Failure failure = failureOf(client.put(put(Key.of("k")), client.options()));
    assertThat(failure.message()).contains("no node can be reached").contains("connection refused");
    assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
    cluster.nodes.forEach(n -> n.up = true);
    get(client.put(put(Key.of("k")), client.options()));
  }

  @Test
  void readyAndRequestsWaitForASeedThatIsNotYetAMember() {
    var ring = cluster.nodes.get(0).ring;
    cluster.nodes.forEach(n -> n.ring = null);
    DynamoClient client = client();
    var ready = client.ready();
    var read = client.get(Key.of("k"), client.options());
    Failure impatient = failureOf(client.get(Key.of("k"), within(150)));
    assertThat(impatient.code()).isEqualTo(Code.NOT_READY);
    assertThat(impatient.message()).contains("answers, but refuses: NOT_READY");
    assertThat(client.ring()).isEmpty();
    cluster.nodes.forEach(n -> n.ring = ring);
    get(ready);
    assertThat(get(read).isFound()).isFalse();
    assertThat(client.ring()).contains(ring);
  }

  @Test
  void readyWaitsForASeedThatComesUpLaterButNotForEver() {
    cluster.nodes.forEach(n -> n.up = false);
    DynamoClient impatient = start(builder().timeoutMillis(100));
    assertThat(failureOf(impatient.ready()).message()).contains("connection refused");
    DynamoClient client = client();
    var ready = client.ready();
    cluster.nodes.get(1).up = true;
    get(ready);
  }

  @Test
  void adminAsksTheFirstSeedThatCanBeReachedOrTheNodeThatIsNamed() {
    DynamoClient client = client();
    assertThat(get(client.admin("GET", "/api/status", Bytes.EMPTY)).json().asUtf8())
        .isEqualTo("node0:20050 GET /api/status");
    cluster.nodes.get(0).up = false;
    assertThat(get(client.admin("POST", "/api/leave", Bytes.EMPTY)).json().asUtf8())
        .isEqualTo("node1:20050 POST /api/leave");
    Endpoint other = cluster.nodes.get(3).endpoint;
    assertThat(get(client.admin(other, "GET", "/api/ring", Bytes.EMPTY)).json().asUtf8())
        .isEqualTo("node3:20050 GET /api/ring");
  }

  @Test
  void anAdminCommandThatMayHaveRunIsNotSentToTheNextSeed() {
    DynamoClient client = client();
    cluster.nodes.forEach(
        n -> n.script = m -> m instanceof Message.AdminRequest ? FakeNode.LINK_DOWN : null);
    assertThat(failureOf(client.admin("POST", "/api/leave", Bytes.EMPTY)).outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(cluster.nodes.get(1).heard).noneMatch(m -> m instanceof Message.AdminRequest);
  }

  @Test
  void overwriteAndDeleteWorkAsTheStoreSays() {
    DynamoClient client = client();
    Key key = Key.of("k");
    cluster.values.put(key, VALUE);
    get(client.overwrite(key, Content.of(Bytes.utf8("new")), client.options()));
    PutRequest sent = (PutRequest) cluster.owners(key).get(0).requests().get(1);
    assertThat(sent.put().context()).isEqualTo(Bytes.utf8("context"));
    get(client.delete(key, client.options()));
    assertThat(get(client.get(key, client.options())).isFound()).isFalse();
  }

  @Test
  void reachesTellsWhetherAnyMemberIsThere() {
    DynamoClient client = client();
    get(client.ready());
    cluster.nodes.forEach(n -> n.up = false);
    assertThat(get(client.reaches(5_000))).isFalse();
    cluster.nodes.get(4).up = true;
    assertThat(get(client.reaches(5_000))).isTrue();
    cluster.nodes.get(4).script = m -> FakeNode.SILENCE;
    assertThat(get(client.reaches(50))).isFalse();
  }

  @Test
  void aClientWithoutSeedsOrWithAnUnknownTransportIsRefusedAtOnce() {
    assertThatThrownBy(() -> DynamoClient.builder().transport(cluster).build())
        .hasMessageContaining("needs a seed");
    assertThatThrownBy(() -> builder().transport("pigeon").build())
        .hasMessageContaining("no transport named 'pigeon'");
  }
}
