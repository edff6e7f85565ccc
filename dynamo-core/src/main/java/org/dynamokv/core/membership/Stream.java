package org.dynamokv.core.membership;

import org.dynamokv.core.message.ByteReader;
import org.dynamokv.core.message.ByteWriter;
import org.dynamokv.core.value.Bytes;

/**
 * How far one partition has been streamed from one source; durable after the data it speaks of
 * (M2).
 *
 * @param cursor where to go on; empty at the beginning and when it is finished
 * @param finished whether all was taken in
 */
record Stream(Bytes cursor, boolean finished) {
  static final Stream NOT_STARTED = new Stream(Bytes.EMPTY, false);

  byte[] encode() {
    ByteWriter out = new ByteWriter(64);
    out.bool(finished);
    out.bytes(cursor);
    return out.toArray();
  }

  static Stream decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    boolean finished = in.bool();
    return new Stream(in.bytes(), finished);
  }
}
