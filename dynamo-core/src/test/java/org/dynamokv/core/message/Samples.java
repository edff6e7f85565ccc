package org.dynamokv.core.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dynamokv.core.message.MembershipMessage.Accept;
import org.dynamokv.core.message.MembershipMessage.Accepted;
import org.dynamokv.core.message.MembershipMessage.ChangeStatus;
import org.dynamokv.core.message.MembershipMessage.Chunk;
import org.dynamokv.core.message.MembershipMessage.FinishedStream;
import org.dynamokv.core.message.MembershipMessage.Gossip;
import org.dynamokv.core.message.MembershipMessage.GossipReply;
import org.dynamokv.core.message.MembershipMessage.JoinReply;
import org.dynamokv.core.message.MembershipMessage.JoinRequest;
import org.dynamokv.core.message.MembershipMessage.KeyedObject;
import org.dynamokv.core.message.MembershipMessage.MayI;
import org.dynamokv.core.message.MembershipMessage.MayIReply;
import org.dynamokv.core.message.MembershipMessage.Nack;
import org.dynamokv.core.message.MembershipMessage.Poll;
import org.dynamokv.core.message.MembershipMessage.Prepare;
import org.dynamokv.core.message.MembershipMessage.Promise;
import org.dynamokv.core.message.MembershipMessage.Pull;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.SiblingPolicy;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;

/** One of every message, with every field set, for the codec's tests. */
final class Samples {
  private static final NodeId A = new NodeId(0x1111111111111111L);
  private static final NodeId B = new NodeId(0x2222222222222222L);
  private static final Key KEY = Key.of("b", "key");
  private static final Ballot BALLOT = new Ballot(3, A);

  private Samples() {}

  static StoredObject object() {
    Dot first = new Dot(new Actor(A, 77, 0), 2);
    Dot second = new Dot(new Actor(B, 1L << 47, 5), 300);
    TreeMap<String, String> meta = new TreeMap<>(Map.of("color", "grün"));
    Content content = new Content(Bytes.utf8("value"), "text/plain", meta);
    return new StoredObject(
        List.of(
            new Sibling(first, content, 1_700_000_000_000L, 1_800_000_000_000L),
            new Sibling(second, null, 5, 0)),
        VersionVector.EMPTY.with(first).with(second));
  }

  static Member member(NodeId id) {
    SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    endpoints.put("tcp", new Endpoint("127.0.0.1", 20050));
    endpoints.put("admin", new Endpoint("::1", 8099));
    return new Member(id, "n" + id.toString().charAt(0), "r1", endpoints);
  }

  static Ring ring() {
    SortedMap<NodeId, Member> members = new TreeMap<>(Map.of(A, member(A)));
    Change change =
        new Change(2, Change.Kind.JOIN, null, List.of(member(B)), Change.Phase.READING, 3);
    SortedMap<Bytes, BucketProperties> buckets = new TreeMap<>();
    buckets.put(
        Bytes.utf8("cache"),
        new BucketProperties(2, 1, 1, new SiblingPolicy(true, 10, 1_000), 60_000));
    return new Ring(
        "dynamo",
        -5,
        3,
        members,
        List.of(
            new Partition(List.of(new Owner(A, 1)), List.of(new Owner(A, 1), new Owner(B, 2)), 3),
            new Partition(List.of(new Owner(A, 1)), List.of(), 1)),
        change,
        BucketProperties.DEFAULT,
        buckets,
        new TreeSet<>(List.of(new NodeId(9))));
  }

  static Header header() {
    return new Header(A, 77, B, 1L << 40, 3, 300, false, 5_000);
  }

  static Map<String, Message> all() {
    RequestOptions options = new RequestOptions(1, 2, 250, Consistency.STRICT);
    Content content =
        new Content(Bytes.utf8("value"), "text/plain", new TreeMap<>(Map.of("k", "v")));
    Reading reading =
        new Reading(List.of(new Version(content, "id", 5, 6)), Bytes.utf8("ctx"), true);
    Map<String, Message> all = new LinkedHashMap<>();
    all.put("get", new Message.GetRequest(KEY, options, 1));
    all.put(
        "put",
        new Message.PutRequest(new Put(KEY, content, Bytes.utf8("ctx"), 1_000, true), options, 0));
    all.put(
        "delete", new Message.PutRequest(Put.delete(KEY, Bytes.EMPTY), RequestOptions.DEFAULT, 0));
    all.put("get-reply", new Message.GetReply(reading));
    all.put("put-reply", new Message.PutReply(new Written(Bytes.utf8("ctx"), reading, true)));
    all.put("put-reply-plain", new Message.PutReply(new Written(Bytes.EMPTY, null, false)));
    Failure failure = new Failure(Failure.Code.TIMEOUT, "late", Failure.Outcome.UNKNOWN, 2, 1);
    all.put("failed", new Message.Failed(failure));
    all.put("admin", new Message.AdminRequest("GET", "/api/status", Bytes.utf8("{}")));
    all.put("admin-reply", new Message.AdminReply(200, Bytes.utf8("{}")));
    all.put("read-copy", new Message.ReadCopy(KEY, true));
    all.put("copy-is", new Message.CopyIs(true, Bytes.utf8("0123456789abcdef"), object()));
    all.put("copy-is-nothing", new Message.CopyIs(false, Bytes.EMPTY, null));
    all.put("merge-copy", new Message.MergeCopy(KEY, object(), B));
    all.put("merged", new Message.Merged());
    all.put("refused", new Refused(Refused.Reason.STALE_EPOCH, null));
    all.put("ring-request", new Message.RingRequest());
    all.put("ring-is", new Message.RingIs(ring()));
    all.put("gossip", new Gossip(3, member(A)));
    all.put("gossip-reply", new GossipReply(3, member(A)));
    all.put("join", new JoinRequest("dynamo", member(B)));
    all.put("join-reply", new JoinReply(JoinReply.Status.BUSY, "another change"));
    all.put("may-i", new MayI(3, -9));
    all.put("may-i-reply", new MayIReply(true));
    all.put("prepare", new Prepare(ring(), BALLOT));
    all.put("promise", new Promise(BALLOT, Ballot.NONE, ring()));
    all.put("promise-fresh", new Promise(BALLOT, Ballot.NONE, null));
    all.put("accept", new Accept(ring(), BALLOT, ring()));
    all.put("accepted", new Accepted(BALLOT));
    all.put("nack", new Nack(BALLOT));
    all.put("pull", new Pull(2, 1, Bytes.utf8("cursor")));
    all.put("chunk", new Chunk(2, 1, List.of(new KeyedObject(KEY, object())), Bytes.utf8("next")));
    all.put("poll", new Poll(2, "n2 streams"));
    all.put("status", new ChangeStatus(2, 3, List.of(new FinishedStream(1, A)), 4, 5));
    return all;
  }
}
