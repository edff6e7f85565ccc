package org.dynamokv.core.membership;

import java.nio.charset.StandardCharsets;
import org.dynamokv.core.message.ByteReader;
import org.dynamokv.core.message.ByteWriter;
import org.dynamokv.core.value.NodeId;

/**
 * Names of the records that membership keeps in the node's storage: a zero byte, then a name.
 *
 * <pre>
 * 00 "ring"                                        the highest ring adopted
 * 00 "vote"                                        the vote on the epoch after it
 * 00 "stream/" change(8) partition(4) source(8)    how far a stream is
 * </pre>
 */
final class MetaKeys {
  private static final String STREAM = "stream/";

  private MetaKeys() {}

  /** Which stream of which change. */
  record StreamKey(long change, int partition, NodeId source) {}

  static byte[] ring() {
    return named("ring").toArray();
  }

  static byte[] vote() {
    return named("vote").toArray();
  }

  static byte[] stream(StreamKey key) {
    ByteWriter out = named(STREAM);
    out.fixed64(key.change());
    out.fixed32(key.partition());
    out.fixed64(key.source().bits());
    return out.toArray();
  }

  /** Reads {@link #stream}. */
  static StreamKey stream(byte[] key) {
    ByteReader in = new ByteReader(key);
    in.raw(1 + STREAM.length());
    return new StreamKey(in.fixed64(), in.fixed32(), new NodeId(in.fixed64()));
  }

  static byte[] streamsFrom() {
    return named(STREAM).toArray();
  }

  static byte[] streamsTo() {
    return named("stream0").toArray(); // '0' follows '/'
  }

  private static ByteWriter named(String name) {
    ByteWriter out = new ByteWriter(40);
    out.byte8(0);
    out.raw(name.getBytes(StandardCharsets.US_ASCII));
    return out;
  }
}
