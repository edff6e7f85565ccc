package org.dynamokv.core.value;

/**
 * The identity of a node (or of a client process): 64 random bits made once and kept with its data.
 * Names and addresses may change, this never does.
 *
 * @param bits any value but 0, which stands for {@link #NONE}
 */
public record NodeId(long bits) implements Comparable<NodeId> {
  /** Nobody: "not known yet" in a message. */
  public static final NodeId NONE = new NodeId(0);

  /** Reads what {@link #toString} printed. */
  public static NodeId parse(String hex) {
    return new NodeId(Long.parseUnsignedLong(hex, 16));
  }

  @Override
  public int compareTo(NodeId other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  /** Sixteen hex digits. */
  @Override
  public String toString() {
    return String.format("%016x", bits);
  }
}
