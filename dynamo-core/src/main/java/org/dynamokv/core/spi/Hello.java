package org.dynamokv.core.spi;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dynamokv.core.message.ByteReader;
import org.dynamokv.core.message.ByteWriter;
import org.dynamokv.core.value.NodeId;

/**
 * What each side of a connection says first: magic, protocol versions, who it is. The transport
 * carries it as its first frame in each direction and compares the two.
 *
 * @param minVersion lowest protocol version that this side speaks
 * @param maxVersion highest
 * @param cluster the cluster's name; empty for a client that takes any
 * @param node the sender's id
 * @param start the random number of this start of the sender's process
 * @param client whether the sender is a client, which is never a member
 * @param capabilities names of what the sender can do beyond the version; unknown ones are ignored
 */
public record Hello(
    int minVersion,
    int maxVersion,
    String cluster,
    NodeId node,
    long start,
    boolean client,
    SortedSet<String> capabilities) {
  /** The protocol version of this code. */
  public static final int VERSION = 1;

  /** Longest encoded hello that is accepted, bytes: checked before the peer is known. */
  public static final int MAX_BYTES = 4096;

  private static final int MAGIC = 0x44594e4d; // "DYNM"

  /** Copies the capabilities. */
  public Hello {
    capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
  }

  /** A hello of this code's version. */
  public static Hello of(String cluster, NodeId node, long start, boolean client) {
    return new Hello(VERSION, VERSION, cluster, node, start, client, Collections.emptySortedSet());
  }

  /** The bytes of it: format in core's {@code message/FORMAT.md}. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter(64);
    out.fixed32(MAGIC);
    out.varint(minVersion);
    out.varint(maxVersion);
    out.text(cluster);
    out.fixed64(node.bits());
    out.fixed64(start);
    out.bool(client);
    out.varint(capabilities.size());
    capabilities.forEach(out::text);
    return out.toArray();
  }

  /** Reads a hello; throws IllegalArgumentException with the reason when it is none. */
  public static Hello decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    if (bytes.length < 4 || in.fixed32() != MAGIC) {
      throw new IllegalArgumentException("not a Dynamo peer: no hello");
    }
    int min = in.varint32();
    int max = in.varint32();
    String cluster = in.text();
    NodeId node = new NodeId(in.fixed64());
    long start = in.fixed64();
    boolean client = in.bool();
    SortedSet<String> capabilities = new TreeSet<>();
    for (int i = in.count(); i > 0; i--) {
      capabilities.add(in.text());
    }
    return new Hello(min, max, cluster, node, start, client, capabilities);
  }

  /**
   * The protocol version that both speak: the lower of the two highest.
   *
   * @throws IllegalArgumentException with the reason when these two must not talk
   */
  public int agree(Hello peer) {
    int version = Math.min(maxVersion, peer.maxVersion);
    if (version < minVersion || version < peer.minVersion) {
      throw new IllegalArgumentException(
          "protocol versions do not meet: this side speaks %d to %d, the peer %d to %d"
              .formatted(minVersion, maxVersion, peer.minVersion, peer.maxVersion));
    }
    if (!cluster.isEmpty() && !peer.cluster.isEmpty() && !cluster.equals(peer.cluster)) {
      throw new IllegalArgumentException(
          "this side is of cluster '%s', the peer of '%s'".formatted(cluster, peer.cluster));
    }
    return version;
  }
}
