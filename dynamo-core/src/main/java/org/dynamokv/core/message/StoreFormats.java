package org.dynamokv.core.message;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.message.Message.Failed;
import org.dynamokv.core.message.Message.GetReply;
import org.dynamokv.core.message.Message.GetRequest;
import org.dynamokv.core.message.Message.PutReply;
import org.dynamokv.core.message.Message.PutRequest;
import org.dynamokv.core.store.Consistency;
import org.dynamokv.core.store.Failure;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.store.Written;
import org.dynamokv.core.value.Key;

/** Formats of what clients ask and are told: types 1 to 19. */
final class StoreFormats {
  static final List<Format<?>> ALL =
      List.of(
          new Format<>(1, GetRequest.class, StoreFormats::writeGet, StoreFormats::readGet),
          new Format<>(2, PutRequest.class, StoreFormats::writePut, StoreFormats::readPut),
          new Format<>(
              3,
              GetReply.class,
              (out, m) -> writeReading(out, m.reading()),
              in -> new GetReply(readReading(in))),
          new Format<>(4, PutReply.class, StoreFormats::writeWritten, StoreFormats::readWritten),
          new Format<>(5, Failed.class, StoreFormats::writeFailed, StoreFormats::readFailed),
          new Format<>(
              6,
              AdminRequest.class,
              (out, m) -> {
                out.text(m.method());
                out.text(m.path());
                out.bytes(m.body());
              },
              in -> new AdminRequest(in.text(), in.text(), in.bytes())),
          new Format<>(
              7,
              AdminReply.class,
              (out, m) -> {
                out.varint(m.status());
                out.bytes(m.json());
              },
              in -> new AdminReply(in.varint32(), in.bytes())));

  private StoreFormats() {}

  static void writeKey(ByteWriter out, Key key) {
    out.bytes(key.bucket());
    out.bytes(key.key());
  }

  static Key readKey(ByteReader in) {
    return new Key(in.bytes(), in.bytes());
  }

  private static void writeOptions(ByteWriter out, RequestOptions o) {
    out.varint(o.r());
    out.varint(o.w());
    out.varint(o.timeoutMillis());
    out.varint(o.consistency().ordinal());
  }

  private static RequestOptions readOptions(ByteReader in) {
    return new RequestOptions(
        in.varint32(), in.varint32(), in.varint32(), RingCodec.oneOf(Consistency.values(), in));
  }

  private static void writeGet(ByteWriter out, GetRequest m) {
    writeKey(out, m.key());
    writeOptions(out, m.options());
    out.varint(m.hops());
  }

  private static GetRequest readGet(ByteReader in) {
    return new GetRequest(readKey(in), readOptions(in), in.varint32());
  }

  private static void writePut(ByteWriter out, PutRequest m) {
    Put put = m.put();
    writeKey(out, put.key());
    out.bool(put.content() != null);
    if (put.content() != null) {
      VersionCodec.writeContent(out, put.content());
    }
    out.bytes(put.context());
    out.varint(put.ttlMillis());
    out.bool(put.returnObject());
    writeOptions(out, m.options());
    out.varint(m.hops());
  }

  private static PutRequest readPut(ByteReader in) {
    Put put =
        new Put(
            readKey(in),
            in.bool() ? VersionCodec.readContent(in) : null,
            in.bytes(),
            in.varint(),
            in.bool());
    return new PutRequest(put, readOptions(in), in.varint32());
  }

  private static void writeReading(ByteWriter out, Reading r) {
    out.varint(r.versions().size());
    for (Version v : r.versions()) {
      ByteWriter inner = new ByteWriter(128 + v.content().value().length());
      VersionCodec.writeContent(inner, v.content());
      inner.text(v.id());
      inner.varint(v.modifiedMillis());
      inner.varint(v.expiresMillis());
      out.struct(inner);
    }
    out.bytes(r.context());
    out.bool(r.strict());
  }

  private static Reading readReading(ByteReader in) {
    List<Version> versions = new ArrayList<>();
    for (int i = in.count(); i > 0; i--) {
      ByteReader s = in.struct();
      versions.add(new Version(VersionCodec.readContent(s), s.text(), s.varint(), s.varint()));
    }
    return new Reading(versions, in.bytes(), in.bool());
  }

  private static void writeWritten(ByteWriter out, PutReply m) {
    Written w = m.written();
    out.bytes(w.context());
    out.bool(w.object() != null);
    if (w.object() != null) {
      writeReading(out, w.object());
    }
    out.bool(w.strict());
  }

  private static PutReply readWritten(ByteReader in) {
    return new PutReply(new Written(in.bytes(), in.bool() ? readReading(in) : null, in.bool()));
  }

  private static void writeFailed(ByteWriter out, Failed m) {
    Failure f = m.failure();
    out.varint(f.code().ordinal());
    out.text(f.message());
    out.varint(f.outcome().ordinal());
    out.varint(f.required());
    out.varint(f.answered());
  }

  private static Failed readFailed(ByteReader in) {
    return new Failed(
        new Failure(
            RingCodec.oneOf(Failure.Code.values(), in),
            in.text(),
            RingCodec.oneOf(Failure.Outcome.values(), in),
            in.varint32(),
            in.varint32()));
  }
}
