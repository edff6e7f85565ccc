package org.dynamokv.core.replica;

import org.dynamokv.core.message.ByteReader;
import org.dynamokv.core.message.ByteWriter;
import org.dynamokv.core.message.VersionCodec;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Md5;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A copy as it is stored: the object, and beside it the actor that this node writes it with. The
 * actor never leaves the node.
 *
 * <pre>
 * format, 1 byte (1) | digest of the object's bytes, 16 | has actor, 1 | actor, if any | the object's canonical bytes
 * </pre>
 *
 * @param object what is known
 * @param actor null when this node has not coordinated a write on this copy
 */
public record Copy(StoredObject object, @Nullable Actor actor) {
  private static final int FORMAT = 1;

  /** Nothing is stored. */
  static final Copy NONE = new Copy(StoredObject.EMPTY, null);

  /** The bytes for the storage. */
  byte[] encode() {
    byte[] bytes = VersionCodec.encode(object);
    ByteWriter out = new ByteWriter(64 + bytes.length);
    out.byte8(FORMAT);
    out.raw(Md5.of(bytes));
    out.bool(actor != null);
    if (actor != null) {
      VersionCodec.writeActor(out, actor);
    }
    out.raw(bytes);
    return out.toArray();
  }

  /** Reads {@link #encode}; throws IllegalArgumentException when it is malformed. */
  public static Copy decode(byte[] record) {
    ByteReader in = open(record);
    in.raw(Md5.BYTES);
    Actor actor = in.bool() ? VersionCodec.readActor(in) : null;
    return new Copy(VersionCodec.decode(in), actor);
  }

  /** The digest alone, without decoding the object. */
  static Bytes digest(byte[] record) {
    return Bytes.wrap(open(record).raw(Md5.BYTES));
  }

  private static ByteReader open(byte[] record) {
    ByteReader in = new ByteReader(record);
    int format = in.byte8();
    if (format != FORMAT) {
      throw new IllegalArgumentException("malformed: stored copy of format " + format);
    }
    return in;
  }

  /** The digest of an object: 16 bytes over its canonical bytes; empty for nothing. */
  public static Bytes digest(StoredObject object) {
    return object.isEmpty() ? Bytes.EMPTY : Bytes.wrap(Md5.of(VersionCodec.encode(object)));
  }
}
