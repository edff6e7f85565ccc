package org.dynamokv.core.message;

import java.util.List;
import org.dynamokv.core.message.Message.CopyIs;
import org.dynamokv.core.message.Message.MergeCopy;
import org.dynamokv.core.message.Message.Merged;
import org.dynamokv.core.message.Message.ReadCopy;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.message.Message.RingRequest;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/** Formats of what replicas say to each other, and of rings: types 20 to 39. */
final class ReplicaFormats {
  static final List<Format<?>> ALL =
      List.of(
          new Format<>(
              20,
              ReadCopy.class,
              (out, m) -> {
                StoreFormats.writeKey(out, m.key());
                out.bool(m.digestOnly());
              },
              in -> new ReadCopy(StoreFormats.readKey(in), in.bool())),
          new Format<>(21, CopyIs.class, ReplicaFormats::writeCopy, ReplicaFormats::readCopy),
          new Format<>(
              22,
              MergeCopy.class,
              (out, m) -> {
                StoreFormats.writeKey(out, m.key());
                out.fixed64(m.hintFor().bits());
                out.bytes(VersionCodec.encode(m.object()));
              },
              in -> {
                var key = StoreFormats.readKey(in);
                NodeId hintFor = new NodeId(in.fixed64());
                return new MergeCopy(key, VersionCodec.decode(in.struct()), hintFor);
              }),
          new Format<>(23, Merged.class, (out, m) -> {}, in -> new Merged()),
          new Format<>(
              24,
              Refused.class,
              (out, m) -> {
                out.varint(m.reason().ordinal());
                writeRing(out, m.ring());
              },
              in -> new Refused(RingCodec.oneOf(Refused.Reason.values(), in), readRing(in))),
          new Format<>(25, RingRequest.class, (out, m) -> {}, in -> new RingRequest()),
          new Format<>(
              26,
              RingIs.class,
              (out, m) -> out.bytes(RingCodec.encode(m.ring())),
              in -> new RingIs(RingCodec.decode(in.struct()))));

  private ReplicaFormats() {}

  private static void writeCopy(ByteWriter out, CopyIs m) {
    out.bool(m.owner());
    out.bytes(m.digest());
    out.bool(m.object() != null);
    if (m.object() != null) {
      out.bytes(VersionCodec.encode(m.object()));
    }
  }

  private static CopyIs readCopy(ByteReader in) {
    return new CopyIs(in.bool(), in.bytes(), in.bool() ? VersionCodec.decode(in.struct()) : null);
  }

  static void writeRing(ByteWriter out, @Nullable Ring ring) {
    out.bool(ring != null);
    if (ring != null) {
      out.bytes(RingCodec.encode(ring));
    }
  }

  static @Nullable Ring readRing(ByteReader in) {
    return in.bool() ? RingCodec.decode(in.struct()) : null;
  }
}
