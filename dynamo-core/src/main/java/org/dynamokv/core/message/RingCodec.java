package org.dynamokv.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Partition;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.SiblingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a ring, on the wire and on disk: see {@code FORMAT.md}. Equal rings have equal bytes.
 */
public final class RingCodec {
  private RingCodec() {}

  /** The canonical bytes of a ring. */
  public static byte[] encode(Ring ring) {
    ByteWriter out = new ByteWriter(4096);
    out.text(ring.cluster());
    out.fixed64(ring.clusterId());
    out.varint(ring.epoch());
    out.varint(ring.members().size());
    ring.members().values().forEach(m -> writeMember(out, m));
    out.varint(ring.partitions().size());
    for (Partition p : ring.partitions()) {
      writeOwners(out, p.owners());
      writeOwners(out, p.next());
      out.varint(p.since());
    }
    writeChange(out, ring.change());
    writeProperties(out, ring.defaults());
    out.varint(ring.buckets().size());
    ring.buckets()
        .forEach(
            (name, properties) -> {
              out.bytes(name);
              writeProperties(out, properties);
            });
    out.varint(ring.removed().size());
    ring.removed().forEach(id -> out.fixed64(id.bits()));
    return out.toArray();
  }

  /** Reads {@link #encode}. */
  public static Ring decode(ByteReader in) {
    String cluster = in.text();
    long clusterId = in.fixed64();
    long epoch = in.varint();
    SortedMap<NodeId, Member> members = new TreeMap<>();
    for (int i = in.count(); i > 0; i--) {
      Member m = readMember(in);
      members.put(m.id(), m);
    }
    List<Partition> partitions = new ArrayList<>();
    for (int i = in.count(); i > 0; i--) {
      partitions.add(new Partition(readOwners(in), readOwners(in), in.varint()));
    }
    Change change = readChange(in);
    BucketProperties defaults = readProperties(in);
    SortedMap<Bytes, BucketProperties> buckets = new TreeMap<>();
    for (int i = in.count(); i > 0; i--) {
      buckets.put(in.bytes(), readProperties(in));
    }
    SortedSet<NodeId> removed = new TreeSet<>();
    for (int i = in.count(); i > 0; i--) {
      removed.add(new NodeId(in.fixed64()));
    }
    return new Ring(
        cluster, clusterId, epoch, members, partitions, change, defaults, buckets, removed);
  }

  /** A member, as a structure that may grow. */
  public static void writeMember(ByteWriter out, Member member) {
    ByteWriter inner = new ByteWriter(128);
    inner.fixed64(member.id().bits());
    inner.text(member.name());
    inner.text(member.rack());
    inner.varint(member.endpoints().size());
    member
        .endpoints()
        .forEach(
            (door, endpoint) -> {
              inner.text(door);
              inner.text(endpoint.host());
              inner.varint(endpoint.port());
            });
    out.struct(inner);
  }

  /** Reads {@link #writeMember}. */
  public static Member readMember(ByteReader outer) {
    ByteReader in = outer.struct();
    NodeId id = new NodeId(in.fixed64());
    String name = in.text();
    String rack = in.text();
    SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    for (int i = in.count(); i > 0; i--) {
      endpoints.put(in.text(), new Endpoint(in.text(), in.varint32()));
    }
    return new Member(id, name, rack, endpoints);
  }

  private static void writeOwners(ByteWriter out, List<Owner> owners) {
    out.varint(owners.size());
    for (Owner o : owners) {
      out.fixed64(o.node().bits());
      out.varint(o.tenure());
    }
  }

  private static List<Owner> readOwners(ByteReader in) {
    List<Owner> owners = new ArrayList<>();
    for (int i = in.count(); i > 0; i--) {
      owners.add(new Owner(new NodeId(in.fixed64()), in.varint()));
    }
    return owners;
  }

  private static void writeChange(ByteWriter out, @Nullable Change change) {
    out.bool(change != null);
    if (change == null) {
      return;
    }
    ByteWriter inner = new ByteWriter(256);
    inner.varint(change.id());
    inner.varint(change.kind().ordinal());
    inner.fixed64(change.leaver() == null ? 0 : change.leaver().bits());
    inner.varint(change.joiners().size());
    change.joiners().forEach(j -> writeMember(inner, j));
    inner.varint(change.phase().ordinal());
    inner.varint(change.phaseEpoch());
    out.struct(inner);
  }

  private static @Nullable Change readChange(ByteReader outer) {
    if (!outer.bool()) {
      return null;
    }
    ByteReader in = outer.struct();
    long id = in.varint();
    Change.Kind kind = oneOf(Change.Kind.values(), in);
    NodeId leaver = new NodeId(in.fixed64());
    List<Member> joiners = new ArrayList<>();
    for (int i = in.count(); i > 0; i--) {
      joiners.add(readMember(in));
    }
    Change.Phase phase = oneOf(Change.Phase.values(), in);
    return new Change(
        id, kind, leaver.equals(NodeId.NONE) ? null : leaver, joiners, phase, in.varint());
  }

  private static void writeProperties(ByteWriter out, BucketProperties p) {
    ByteWriter inner = new ByteWriter(32);
    inner.varint(p.n());
    inner.varint(p.r());
    inner.varint(p.w());
    inner.bool(p.siblings().lastWriterWins());
    inner.varint(p.siblings().maxSiblings());
    inner.varint(p.siblings().maxClockDriftMillis());
    inner.varint(p.ttlMillis());
    out.struct(inner);
  }

  private static BucketProperties readProperties(ByteReader outer) {
    ByteReader in = outer.struct();
    int n = in.varint32();
    int r = in.varint32();
    int w = in.varint32();
    SiblingPolicy siblings = new SiblingPolicy(in.bool(), in.varint32(), in.varint());
    return new BucketProperties(n, r, w, siblings, in.varint());
  }

  /** An enum constant by its number; its order is part of the format. */
  static <E> E oneOf(E[] values, ByteReader in) {
    int i = in.varint32();
    if (i >= values.length) {
      throw new IllegalArgumentException(
          "malformed: " + i + " names none of " + values.length + " values");
    }
    return values[i];
  }
}
