package org.dynamokv.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
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
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;

/** Formats of the membership protocol: types 40 to 69. */
final class MembershipFormats {
  static final List<Format<?>> ALL =
      List.of(
          new Format<>(
              40,
              Gossip.class,
              (out, m) -> {
                out.varint(m.epoch());
                RingCodec.writeMember(out, m.self());
              },
              in -> new Gossip(in.varint(), RingCodec.readMember(in))),
          new Format<>(
              41,
              GossipReply.class,
              (out, m) -> {
                out.varint(m.epoch());
                RingCodec.writeMember(out, m.self());
              },
              in -> new GossipReply(in.varint(), RingCodec.readMember(in))),
          new Format<>(
              42,
              JoinRequest.class,
              (out, m) -> {
                out.text(m.cluster());
                RingCodec.writeMember(out, m.newcomer());
              },
              in -> new JoinRequest(in.text(), RingCodec.readMember(in))),
          new Format<>(
              43,
              JoinReply.class,
              (out, m) -> {
                out.varint(m.status().ordinal());
                out.text(m.reason());
              },
              in -> new JoinReply(RingCodec.oneOf(JoinReply.Status.values(), in), in.text())),
          new Format<>(
              44,
              MayI.class,
              (out, m) -> {
                out.varint(m.epoch());
                out.fixed64(m.change());
              },
              in -> new MayI(in.varint(), in.fixed64())),
          new Format<>(
              45, MayIReply.class, (out, m) -> out.bool(m.yes()), in -> new MayIReply(in.bool())),
          new Format<>(
              46,
              Prepare.class,
              (out, m) -> {
                out.bytes(RingCodec.encode(m.ring()));
                writeBallot(out, m.ballot());
              },
              in -> new Prepare(RingCodec.decode(in.struct()), readBallot(in))),
          new Format<>(
              47,
              Promise.class,
              (out, m) -> {
                writeBallot(out, m.ballot());
                writeBallot(out, m.acceptedBallot());
                ReplicaFormats.writeRing(out, m.accepted());
              },
              in -> new Promise(readBallot(in), readBallot(in), ReplicaFormats.readRing(in))),
          new Format<>(
              48, Accept.class, MembershipFormats::writeAccept, MembershipFormats::readAccept),
          new Format<>(
              49,
              Accepted.class,
              (out, m) -> writeBallot(out, m.ballot()),
              in -> new Accepted(readBallot(in))),
          new Format<>(
              50,
              Nack.class,
              (out, m) -> writeBallot(out, m.promised()),
              in -> new Nack(readBallot(in))),
          new Format<>(
              51,
              Pull.class,
              (out, m) -> {
                out.varint(m.change());
                out.varint(m.partition());
                out.bytes(m.cursor());
              },
              in -> new Pull(in.varint(), in.varint32(), in.bytes())),
          new Format<>(
              52, Chunk.class, MembershipFormats::writeChunk, MembershipFormats::readChunk),
          new Format<>(
              53,
              Poll.class,
              (out, m) -> {
                out.varint(m.change());
                out.text(m.waitingFor());
              },
              in -> new Poll(in.varint(), in.text())),
          new Format<>(
              54,
              ChangeStatus.class,
              MembershipFormats::writeStatus,
              MembershipFormats::readStatus));

  private MembershipFormats() {}

  static void writeBallot(ByteWriter out, Ballot ballot) {
    out.varint(ballot.counter());
    out.fixed64(ballot.node().bits());
  }

  static Ballot readBallot(ByteReader in) {
    return new Ballot(in.varint(), new NodeId(in.fixed64()));
  }

  private static void writeAccept(ByteWriter out, Accept m) {
    out.bytes(RingCodec.encode(m.ring()));
    writeBallot(out, m.ballot());
    out.bytes(RingCodec.encode(m.value()));
  }

  private static Accept readAccept(ByteReader in) {
    Ring ring = RingCodec.decode(in.struct());
    Ballot ballot = readBallot(in);
    return new Accept(ring, ballot, RingCodec.decode(in.struct()));
  }

  private static void writeChunk(ByteWriter out, Chunk m) {
    ByteWriter copies = new ByteWriter(4096);
    copies.varint(m.copies().size());
    for (KeyedObject copy : m.copies()) {
      StoreFormats.writeKey(copies, copy.key());
      copies.bytes(VersionCodec.encode(copy.object()));
    }
    byte[] bytes = copies.toArray();
    out.varint(m.change());
    out.varint(m.partition());
    out.bytes(m.cursor());
    out.fixed32(checksum(bytes));
    out.bytes(bytes);
  }

  private static Chunk readChunk(ByteReader outer) {
    long change = outer.varint();
    int partition = outer.varint32();
    Bytes cursor = outer.bytes();
    int checksum = outer.fixed32();
    byte[] bytes = outer.byteArray();
    if (checksum(bytes) != checksum) {
      throw new IllegalArgumentException("malformed: a chunk fails its checksum");
    }
    ByteReader in = new ByteReader(bytes);
    List<KeyedObject> copies = new ArrayList<>();
    for (int i = in.count(); i > 0; i--) {
      copies.add(new KeyedObject(StoreFormats.readKey(in), VersionCodec.decode(in.struct())));
    }
    return new Chunk(change, partition, copies, cursor);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static void writeStatus(ByteWriter out, ChangeStatus m) {
    out.varint(m.change());
    out.varint(m.epoch());
    out.varint(m.streams().size());
    for (FinishedStream s : m.streams()) {
      out.varint(s.partition());
      out.fixed64(s.source().bits());
    }
    out.varint(m.hints());
    out.varint(m.chunks());
  }

  private static ChangeStatus readStatus(ByteReader in) {
    long change = in.varint();
    long epoch = in.varint();
    List<FinishedStream> streams = new ArrayList<>();
    for (int i = in.count(); i > 0; i--) {
      streams.add(new FinishedStream(in.varint32(), new NodeId(in.fixed64())));
    }
    return new ChangeStatus(change, epoch, streams, in.varint(), in.varint());
  }
}
