package org.dynamokv.core.message;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of whole messages: see {@code FORMAT.md} beside this file. A message is a head (the {@link
 * Header}) and a body; the body is the same for every receiver, so it is encoded once. Stateless;
 * any thread.
 */
public final class Codec {
  private static final int FORMAT = 1;
  private static final int MAX_TYPE = 127;
  private static final int REPLY = 1;

  private static final Map<Class<?>, Format<?>> BY_CLASS = new IdentityHashMap<>();
  private static final @Nullable Format<?>[] BY_TYPE = new Format<?>[MAX_TYPE + 1];

  static {
    Stream.of(StoreFormats.ALL, ReplicaFormats.ALL, MembershipFormats.ALL)
        .flatMap(formats -> formats.stream())
        .forEach(Codec::register);
  }

  private Codec() {}

  private static void register(Format<?> format) {
    if (BY_TYPE[format.type()] != null) {
      throw new IllegalStateException("message type " + format.type() + " is used twice");
    }
    BY_TYPE[format.type()] = format;
    BY_CLASS.put(format.of(), format);
  }

  /** The bytes that are the same for every receiver: type and fields. */
  public static byte[] body(Message message) {
    Format<?> format = BY_CLASS.get(message.getClass());
    if (format == null) {
      throw new IllegalStateException("no format for " + message.getClass());
    }
    ByteWriter out = new ByteWriter(256);
    out.byte8(format.type());
    format.writeTo(out, message);
    return out.toArray();
  }

  /** The bytes that go before a body. */
  public static byte[] head(Header h) {
    ByteWriter out = new ByteWriter(64);
    out.byte8(FORMAT);
    out.byte8(h.reply() ? REPLY : 0);
    out.fixed64(h.from().bits());
    out.varint(h.fromStart());
    out.fixed64(h.to().bits());
    out.varint(h.toStart());
    out.varint(h.epoch());
    out.varint(h.id());
    out.varint(h.ttlMillis());
    return out.toArray();
  }

  /**
   * Reads a whole message.
   *
   * @throws IllegalArgumentException when it is truncated, malformed, of an unknown type or format;
   *     it says which
   */
  public static Envelope decode(byte[] frame) {
    ByteReader in = new ByteReader(frame);
    Header header = readHeader(in);
    int type = in.byte8();
    Format<?> format = type > MAX_TYPE ? null : BY_TYPE[type];
    if (format == null) {
      throw new IllegalArgumentException("malformed: unknown message type " + type);
    }
    return new Envelope(header, format.read().apply(in));
  }

  /** Reads the head alone. */
  public static Header readHeader(byte[] head) {
    return readHeader(new ByteReader(head));
  }

  private static Header readHeader(ByteReader in) {
    int version = in.byte8();
    if (version != FORMAT) {
      throw new IllegalArgumentException("malformed: unknown message format " + version);
    }
    int flags = in.byte8();
    return new Header(
        new NodeId(in.fixed64()),
        in.varint(),
        new NodeId(in.fixed64()),
        in.varint(),
        in.varint(),
        in.varint(),
        (flags & REPLY) != 0,
        in.varint32());
  }
}
