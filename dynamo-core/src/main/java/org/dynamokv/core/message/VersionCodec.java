package org.dynamokv.core.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dynamokv.core.ring.Token;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.Limits;
import org.dynamokv.core.value.NodeId;
import org.dynamokv.core.version.Actor;
import org.dynamokv.core.version.CausalContext;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.Sibling;
import org.dynamokv.core.version.StoredObject;
import org.dynamokv.core.version.VersionVector;

/**
 * Bytes of vectors, objects and contexts: see {@code FORMAT.md}. Equal objects have equal bytes.
 */
public final class VersionCodec {
  private static final int CONTEXT_FORMAT = 1;
  private static final int KEY_HASH_BYTES = 8;

  private VersionCodec() {}

  /** An actor. */
  public static void writeActor(ByteWriter out, Actor actor) {
    out.fixed64(actor.node().bits());
    out.varint(actor.start());
    out.varint(actor.n());
  }

  /** Reads {@link #writeActor}. */
  public static Actor readActor(ByteReader in) {
    return new Actor(new NodeId(in.fixed64()), in.varint(), in.varint());
  }

  /** A vector: count, then actor and counter each. */
  public static void writeVector(ByteWriter out, VersionVector vector) {
    out.varint(vector.size());
    for (int i = 0; i < vector.size(); i++) {
      writeActor(out, vector.actor(i));
      out.varint(vector.counter(i));
    }
  }

  /** Reads {@link #writeVector}. */
  public static VersionVector readVector(ByteReader in) {
    int size = in.count();
    Actor[] actors = new Actor[size];
    long[] counters = new long[size];
    for (int i = 0; i < size; i++) {
      actors[i] = readActor(in);
      counters[i] = in.varint();
    }
    return VersionVector.of(actors, counters);
  }

  /** The canonical bytes of an object. */
  public static byte[] encode(StoredObject object) {
    ByteWriter out = new ByteWriter(sizeHint(object));
    writeVector(out, object.vector());
    out.varint(object.siblings().size());
    for (Sibling s : object.siblings()) {
      ByteWriter inner = new ByteWriter(64 + contentSize(s));
      writeSibling(inner, s, object.vector());
      out.struct(inner);
    }
    return out.toArray();
  }

  /** Reads {@link #encode}. */
  public static StoredObject decode(ByteReader in) {
    VersionVector vector = readVector(in);
    int count = in.count();
    List<Sibling> siblings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      siblings.add(readSibling(in.struct(), vector));
    }
    return vector.isEmpty() ? StoredObject.EMPTY : new StoredObject(siblings, vector);
  }

  private static void writeSibling(ByteWriter out, Sibling s, VersionVector vector) {
    out.varint(vector.indexOf(s.dot().actor()));
    out.varint(s.dot().counter());
    out.varint(s.modifiedMillis());
    out.varint(s.expiresMillis());
    out.bool(s.content() != null);
    if (s.content() != null) {
      writeContent(out, s.content());
    }
  }

  private static Sibling readSibling(ByteReader in, VersionVector vector) {
    int actor = in.varint32();
    if (actor >= vector.size()) {
      throw new IllegalArgumentException("malformed: a sibling of an unknown actor");
    }
    Dot dot = new Dot(vector.actor(actor), in.varint());
    long modified = in.varint();
    long expires = in.varint();
    return new Sibling(dot, in.bool() ? readContent(in) : null, modified, expires);
  }

  /** A content: value, type, metadata. */
  public static void writeContent(ByteWriter out, Content content) {
    out.bytes(content.value());
    out.text(content.contentType());
    out.varint(content.meta().size());
    content
        .meta()
        .forEach(
            (name, value) -> {
              out.text(name);
              out.text(value);
            });
  }

  /** Reads {@link #writeContent}. */
  public static Content readContent(ByteReader in) {
    Bytes value = in.bytes();
    String type = in.text();
    int count = in.count();
    if (count == 0) {
      return new Content(value, type, Collections.emptySortedMap());
    }
    SortedMap<String, String> meta = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      meta.put(in.text(), in.text());
    }
    return new Content(value, type, meta);
  }

  /**
   * The opaque bytes that a client gets, bound to the key. A history too long for {@link
   * Limits#CONTEXT_BYTES} is cut down to the dots of the siblings shown: having seen less is always
   * safe.
   */
  public static Bytes encodeContext(Key key, StoredObject shown) {
    if (shown.isEmpty()) {
      return Bytes.EMPTY;
    }
    Bytes whole = encodeContext(key, CausalContext.of(shown));
    if (whole.length() <= Limits.CONTEXT_BYTES) {
      return whole;
    }
    VersionVector dots = VersionVector.EMPTY;
    for (Sibling s : shown.siblings()) {
      dots = dots.with(s.dot());
    }
    return encodeContext(key, new CausalContext(dots, CausalContext.of(shown).clockMillis()));
  }

  private static Bytes encodeContext(Key key, CausalContext context) {
    ByteWriter out = new ByteWriter(64);
    out.byte8(CONTEXT_FORMAT);
    out.raw(keyHash(key));
    out.varint(context.clockMillis());
    writeVector(out, context.vector());
    return Bytes.wrap(out.toArray());
  }

  /**
   * What a client has seen, from the bytes it was given for this key.
   *
   * @throws IllegalArgumentException when they are unreadable or were given out for another key
   */
  public static CausalContext decodeContext(Key key, Bytes bytes) {
    if (bytes.length() == 0) {
      return CausalContext.NOTHING;
    }
    ByteReader in = new ByteReader(bytes.array());
    if (in.byte8() != CONTEXT_FORMAT) {
      throw new IllegalArgumentException("the context is not one that this store gave out");
    }
    if (!Arrays.equals(in.raw(KEY_HASH_BYTES), keyHash(key))) {
      throw new IllegalArgumentException("the context was given out for another key");
    }
    long clock = in.varint();
    return new CausalContext(readVector(in), clock);
  }

  private static byte[] keyHash(Key key) {
    return Arrays.copyOf(Token.of(key).array(), KEY_HASH_BYTES);
  }

  private static int sizeHint(StoredObject object) {
    int size = 16 + 24 * object.vector().size();
    for (Sibling s : object.siblings()) {
      size += 64 + contentSize(s);
    }
    return size;
  }

  private static int contentSize(Sibling s) {
    return s.content() == null ? 0 : s.content().value().length() + s.content().metaBytes() * 2;
  }
}
