package org.dynamokv.core.replica;

import org.dynamokv.core.message.ByteReader;
import org.dynamokv.core.message.ByteWriter;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;

/**
 * Where in the storage a copy stands. Own copies stand under (partition, tenure), so that what is
 * left of an earlier ownership is never mistaken for the present one; hints under (partition, key,
 * owner that they are kept for).
 *
 * <pre>
 * own copy   1 | partition, 2 bytes | tenure, 8 | bucket length, 1 | bucket | key
 * hint       2 | partition, 2 bytes | bucket length, 1 | key length, 2 | bucket | key | target, 8
 * </pre>
 *
 * <p>Numbers are big-endian. Keys that begin with 0 are the membership's.
 *
 * @param tenure of an own copy; 0 for a hint
 * @param hintFor the owner that a hint is kept for; NONE for an own copy
 */
public record Slot(int partition, long tenure, Key key, NodeId hintFor) {
  static final int OWN = 1;
  static final int HINT = 2;

  /** This node's own copy, in the ownership of that tenure. */
  public static Slot own(int partition, long tenure, Key key) {
    return new Slot(partition, tenure, key, NodeId.NONE);
  }

  /** A copy kept for an owner that could not be reached. */
  public static Slot hint(int partition, Key key, NodeId target) {
    return new Slot(partition, 0, key, target);
  }

  /** Whether the copy is kept for another node. */
  public boolean isHint() {
    return !hintFor.equals(NodeId.NONE);
  }

  /** The storage key. */
  public Bytes storageKey() {
    ByteWriter out = new ByteWriter(32 + key.bucket().length() + key.key().length());
    if (isHint()) {
      writeHintPrefix(out, partition, key);
      out.fixed64(hintFor.bits());
    } else {
      writeOwnPrefix(out, partition, tenure);
      out.byte8(key.bucket().length());
      out.raw(key.bucket().array());
      out.raw(key.key().array());
    }
    return Bytes.wrap(out.toArray());
  }

  /** Reads {@link #storageKey}. */
  public static Slot parse(byte[] storageKey) {
    ByteReader in = new ByteReader(storageKey);
    int kind = in.byte8();
    int partition = readShort(in);
    if (kind == HINT) {
      int bucketLength = in.byte8();
      int keyLength = readShort(in);
      Key key = new Key(Bytes.wrap(in.raw(bucketLength)), Bytes.wrap(in.raw(keyLength)));
      return hint(partition, key, new NodeId(in.fixed64()));
    }
    if (kind != OWN) {
      throw new IllegalArgumentException("malformed: storage key of kind " + kind);
    }
    long tenure = in.fixed64();
    Bytes bucket = Bytes.wrap(in.raw(in.byte8()));
    return own(partition, tenure, new Key(bucket, Bytes.wrap(in.rest())));
  }

  /** What all own copies of a partition in that tenure begin with. */
  static byte[] ownPrefix(int partition, long tenure) {
    ByteWriter out = new ByteWriter(16);
    writeOwnPrefix(out, partition, tenure);
    return out.toArray();
  }

  /** What all own copies of a partition begin with, whatever the tenure. */
  static byte[] partitionPrefix(int partition) {
    return new byte[] {OWN, (byte) (partition >>> 8), (byte) partition};
  }

  /** What all hints begin with. */
  static byte[] hintsPrefix() {
    return new byte[] {HINT};
  }

  /** What all hints for one key begin with, and nothing else does. */
  static byte[] hintsPrefix(int partition, Key key) {
    ByteWriter out = new ByteWriter(32 + key.key().length());
    writeHintPrefix(out, partition, key);
    return out.toArray();
  }

  /** The first key after all that begin with the prefix. */
  static byte[] after(byte[] prefix) {
    byte[] end = prefix.clone();
    int i = end.length - 1;
    while (end[i] == -1) {
      end[i--] = 0;
    }
    end[i]++;
    return end;
  }

  private static void writeOwnPrefix(ByteWriter out, int partition, long tenure) {
    out.raw(partitionPrefix(partition));
    out.fixed64(tenure);
  }

  private static void writeHintPrefix(ByteWriter out, int partition, Key key) {
    out.byte8(HINT);
    writeShort(out, partition);
    out.byte8(key.bucket().length());
    writeShort(out, key.key().length());
    out.raw(key.bucket().array());
    out.raw(key.key().array());
  }

  private static void writeShort(ByteWriter out, int value) {
    out.byte8(value >>> 8);
    out.byte8(value);
  }

  private static int readShort(ByteReader in) {
    return in.byte8() << 8 | in.byte8();
  }
}
