package org.dynamokv.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.node.Explanation.Replica;
import org.dynamokv.core.node.NodeStatus.State;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.spi.StorageStats;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.value.Bytes;
import org.junit.jupiter.api.Test;

final class AdminApiTest {
  private final FakeNode node = new FakeNode(4, 16);
  private final AdminApi api = new AdminApi(node);

  @Test
  void statusHasTheFieldsOfTheContractInOrder() {
    node.beginJoin(4, 16, 9);
    JsonNode status = get("/api/status");
    assertThat(fields(status))
        .containsExactly(
            "node",
            "cluster",
            "ring",
            "change",
            "members",
            "hints",
            "transfers",
            "antiEntropy",
            "reaping",
            "storage");
    assertThat(fields(status.get("node"))).contains("id", "name", "rack", "version", "state");
    assertThat(fields(status.get("ring"))).containsExactly("epoch", "hash", "partitions");
    assertThat(fields(status.get("change"))).containsExactly("kind", "node", "phase", "waitingFor");
    assertThat(fields(status.get("members").get(0)))
        .contains("id", "name", "rack", "state", "alive", "endpoints", "partitions");
    assertThat(fields(status.get("members").get(0).get("endpoints")))
        .containsExactlyInAnyOrder("tcp", "http", "admin");
    assertThat(fields(status.get("hints"))).containsExactly("count", "bytes", "targets");
    assertThat(fields(status.get("hints").get("targets").get(0)))
        .containsExactly("id", "count", "bytes");
    assertThat(status.get("transfers")).isEmpty();
    assertThat(status.get("antiEntropy").toString())
        .isEqualTo("{\"done\":0,\"total\":0,\"waitingFor\":\"\"}");
    assertThat(status.get("reaping").toString()).isEqualTo("{\"pending\":0,\"waitingFor\":\"\"}");
    assertThat(status.get("storage").toString())
        .isEqualTo("{\"keys\":12345,\"bytes\":50331648,\"free\":7516192768,\"state\":\"ok\"}");
  }

  @Test
  void statusTellsWhoIsWhatAndHowMuchEachHolds() {
    node.beginJoin(4, 16, 9);
    node.lose(2);
    JsonNode status = get("/api/status");
    assertThat(status.get("node").get("state").asText()).isEqualTo("member");
    assertThat(status.get("cluster").asText()).isEqualTo("shop");
    assertThat(status.get("ring").get("epoch").asLong()).isEqualTo(9);
    assertThat(status.get("ring").get("partitions").asInt()).isEqualTo(16);
    assertThat(status.get("change").toString())
        .isEqualTo(
            "{\"kind\":\"join\",\"node\":\""
                + FakeNode.id(4)
                + "\",\"phase\":\"moving\",\"waitingFor\":\"node-5 to fetch 37 of 85"
                + " partitions\"}");
    JsonNode members = status.get("members");
    assertThat(values(members, "state"))
        .containsExactly("member", "member", "member", "member", "joining");
    assertThat(values(members, "alive")).containsExactly("true", "true", "false", "true", "true");
    assertThat(values(members, "partitions")).containsExactly("12", "12", "12", "12", "0");
    assertThat(members.get(1).get("endpoints").get("tcp").asText()).isEqualTo("10.0.0.2:20050");
  }

  @Test
  void leaversAndRemovedMembersAreToldApart() {
    for (var kind : List.of(Change.Kind.LEAVE, Change.Kind.REMOVE)) {
      Change change = new Change(5, kind, FakeNode.id(3), List.of(), Change.Phase.READING, 6);
      node.become(FakeNode.ring(4, 16, 6, change), State.MEMBER, List.of(), "");
      JsonNode status = get("/api/status");
      assertThat(status.get("members").get(3).get("state").asText())
          .isEqualTo(kind == Change.Kind.LEAVE ? "leaving" : "removing");
      assertThat(status.get("change").get("node").asText()).isEqualTo(FakeNode.id(3).toString());
    }
  }

  @Test
  void aNodeWithoutRingSaysWhatItWaitsFor() {
    node.notYetMember("10.0.0.7:20050 to answer");
    JsonNode status = get("/api/status");
    assertThat(status.get("node").get("state").asText()).isEqualTo("joining");
    assertThat(status.get("node").get("waitingFor").asText()).isEqualTo("10.0.0.7:20050 to answer");
    assertThat(status.get("ring").toString())
        .isEqualTo("{\"epoch\":0,\"hash\":\"\",\"partitions\":0}");
    assertThat(status.get("change").isNull()).isTrue();
    assertThat(status.get("members")).isEmpty();
    assertThat(get("/api/ring").toString())
        .isEqualTo("{\"epoch\":0,\"hash\":\"\",\"partitions\":[]}");
  }

  @Test
  void aStorageWithoutBoundOrInTroubleIsShownAsSuch() {
    node.storage = new StorageStats(1, 2, Long.MAX_VALUE);
    assertThat(get("/api/status").get("storage").get("free").isNull()).isTrue();
    node.storageError = new StorageException(StorageException.Kind.FULL, "no room");
    assertThat(get("/api/status").get("storage").get("state").asText()).isEqualTo("full");
  }

  @Test
  void ringListsOwnersAndPendingOwnersOfEveryPartition() {
    node.beginJoin(4, 16, 9);
    JsonNode ring = get("/api/ring");
    assertThat(fields(ring)).containsExactly("epoch", "hash", "partitions");
    assertThat(ring.get("partitions")).hasSize(16);
    assertThat(ring.get("partitions").get(4).toString())
        .isEqualTo(
            "{\"partition\":4,\"owners\":["
                + ids(0, 1, 2)
                + "],\"pending\":["
                + ids(4, 0, 1)
                + "]}");
    assertThat(ring.get("partitions").get(5).get("pending")).isEmpty();
  }

  @Test
  void equalRingsHaveEqualHashesAndOthersDoNot() {
    String hash = get("/api/ring").get("hash").asText();
    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(get("/api/status").get("ring").get("hash").asText()).isEqualTo(hash);
    node.settle(4, 16, 1);
    assertThat(get("/api/ring").get("hash").asText()).isEqualTo(hash);
    node.settle(4, 16, 2);
    assertThat(get("/api/ring").get("hash").asText()).isNotEqualTo(hash);
  }

  @Test
  void explainShowsEachReplicaWithoutValues() {
    JsonNode e = get("/api/explain/shoes/red%2Fblue");
    assertThat(fields(e))
        .containsExactly(
            "bucket", "key", "token", "partition", "epoch", "preferenceList", "replicas");
    assertThat(e.get("bucket").asText()).isEqualTo("shoes");
    assertThat(e.get("key").asText()).isEqualTo("red/blue");
    assertThat(e.get("token").asText()).matches("[0-9a-f]{32}");
    assertThat(e.get("preferenceList")).hasSize(4);
    JsonNode first = e.get("replicas").get(0);
    assertThat(fields(first))
        .containsExactly("id", "role", "reachable", "vector", "siblings", "hintFor");
    assertThat(first.get("role").asText()).isEqualTo("owner");
    assertThat(first.get("vector").get(0).toString())
        .isEqualTo("{\"node\":\"" + FakeNode.id(0) + "\",\"epoch\":\"beef.1\",\"counter\":4}");
    assertThat(fields(first.get("siblings").get(0)))
        .contains("dot", "tombstone", "modified", "contentType")
        .doesNotContain("value");
    assertThat(first.get("hintFor").isNull()).isTrue();
    assertThat(e.get("replicas").get(1).get("reachable").asBoolean()).isFalse();
    assertThat(e.get("replicas").get(1).get("vector")).isEmpty();
    assertThat(e.get("replicas").get(3).get("hintFor").asText())
        .isEqualTo(e.get("preferenceList").get(1).asText());
  }

  @Test
  void localShowsTheNodesOwnCopyWithValues() {
    node.local = List.of(new Replica(FakeNode.id(0), "owner", true, FakeNode.twoSiblings(), null));
    JsonNode copy = get("/api/local/default/k");
    assertThat(fields(copy)).containsExactly("vector", "siblings");
    JsonNode value = copy.get("siblings").get(0);
    assertThat(fields(value))
        .containsExactly("dot", "tombstone", "modified", "contentType", "value");
    assertThat(value.get("dot").toString())
        .isEqualTo("{\"node\":\"" + FakeNode.id(0) + "\",\"epoch\":\"beef.1\",\"counter\":3}");
    assertThat(Base64.getDecoder().decode(value.get("value").asText()))
        .asString()
        .isEqualTo("hello");
    JsonNode tombstone = copy.get("siblings").get(1);
    assertThat(tombstone.get("tombstone").asBoolean()).isTrue();
    assertThat(tombstone.get("value").isNull()).isTrue();
  }

  @Test
  void aHintForAnotherNodeIsNoCopyOfThisNode() {
    node.local =
        List.of(
            new Replica(FakeNode.id(0), "stand-in", true, null, null),
            new Replica(FakeNode.id(0), "stand-in", true, FakeNode.twoSiblings(), FakeNode.id(1)));
    assertThat(call("GET", "/api/local/default/k").status()).isEqualTo(404);
  }

  @Test
  void segmentsAreDecodedOnceAndNothingElseIsSpecial() {
    assertThat(get("/api/explain/default/%252F").get("key").asText()).isEqualTo("%2F");
    assertThat(get("/api/explain/default/a+b;c=d").get("key").asText()).isEqualTo("a+b;c=d");
    assertThat(get("/api/explain/default/..").get("key").asText()).isEqualTo("..");
    assertThat(get("/api/explain/default/%C3%A9").get("key").asText()).isEqualTo("é");
    assertThat(get("/api/explain/default/").get("key").asText()).isEmpty();
  }

  @Test
  void wrongPathsMethodsAndKeysAreToldApart() {
    assertError("GET", "/api/nothing", 404, "unknown-path");
    assertError("GET", "/api/explain/default/a/b", 404, "unknown-path");
    assertError("GET", "/elsewhere/status", 404, "unknown-path");
    assertError("POST", "/api/status", 405, "wrong-method");
    assertError("GET", "/api/explain/default/%2", 400, "bad-request");
    assertError("GET", "/api/explain/default/%zz", 400, "bad-request");
    assertError("GET", "/api/explain//k", 400, "bad-request");
    assertError("GET", "/api/explain/" + "b".repeat(256) + "/k", 400, "bucket-too-long");
  }

  @Test
  void failuresOfTheNodeAreAnswersToo() {
    node.failure =
        new StoreException(Failure.refused(Failure.Code.NOT_READY, "this node has no ring"));
    assertError("GET", "/api/explain/default/k", 503, "not-ready");
    node.failure = new IllegalStateException("planted");
    assertError("GET", "/api/status", 500, "internal");
  }

  @Test
  void theCommandLinesDoorGivesTheSameAnswer() {
    List<AdminReply> replies = new ArrayList<>();
    api.handle(new AdminRequest("GET", "/api/ring", Bytes.EMPTY), replies::add);
    assertThat(replies).containsExactly(call("GET", "/api/ring"));
  }

  private void assertError(String method, String path, int status, String error) {
    AdminReply reply = call(method, path);
    assertThat(reply.status()).as(path).isEqualTo(status);
    assertThat(fields(json(reply))).containsExactly("error", "message");
    assertThat(json(reply).get("error").asText()).isEqualTo(error);
  }

  private JsonNode get(String path) {
    AdminReply reply = call("GET", path);
    assertThat(reply.status()).as(reply.json().asUtf8()).isEqualTo(200);
    return json(reply);
  }

  private AdminReply call(String method, String path) {
    return api.answer(new AdminRequest(method, path, Bytes.EMPTY)).toCompletableFuture().join();
  }

  private static JsonNode json(AdminReply reply) {
    try {
      return new ObjectMapper().readTree(reply.json().array());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> fields(JsonNode node) {
    List<String> out = new ArrayList<>();
    node.fieldNames().forEachRemaining(out::add);
    return out;
  }

  private static List<String> values(JsonNode array, String field) {
    List<String> out = new ArrayList<>();
    array.forEach(n -> out.add(n.get(field).asText()));
    return out;
  }

  private static String ids(int... nodes) {
    List<String> out = new ArrayList<>();
    for (int n : nodes) {
      out.add("\"" + FakeNode.id(n) + "\"");
    }
    return String.join(",", out);
  }
}
