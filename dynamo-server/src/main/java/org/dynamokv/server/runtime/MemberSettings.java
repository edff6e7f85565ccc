package org.dynamokv.server.runtime;

import java.util.List;
import java.util.regex.Pattern;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.server.config.Config;
import org.dynamokv.server.config.Kinds;
import org.dynamokv.server.config.Property;

/**
 * Which cluster a node belongs to, and who it is there.
 *
 * @param cluster the cluster's name
 * @param partitions for a cluster that this node founds
 * @param defaults bucket properties, for a cluster that this node founds
 * @param name empty for one made of host name and port
 * @param rack where the machine stands
 * @param seeds members to join through; empty founds a cluster
 */
record MemberSettings(
    String cluster,
    int partitions,
    BucketProperties defaults,
    String name,
    String rack,
    List<Endpoint> seeds) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern NAME_OR_EMPTY = Pattern.compile("[A-Za-z0-9._-]{0,64}");
  private static final String NAME_FORM = "1 to 64 letters, digits, dots, dashes and underscores";
  private static final int MAX_N = 32;

  static final Property<String> CLUSTER =
      new Property<>(
          "cluster.name",
          "dynamo",
          "Name of the cluster; nodes of different names refuse each other. It cannot change once"
              + " a node has data. Two clusters of one name: a wrong seed mixes them up.",
          Kinds.matching(NAME, NAME_FORM));
  static final Property<Integer> PARTITIONS =
      new Property<>(
          "cluster.partitions",
          "256",
          "Parts of the ring, 1 to 65536; counts only for the node that founds the cluster, and"
              + " never changes. Too few (less than about 10 a node): nodes carry unequal shares."
              + " Too many: the ring and the bookkeeping of each part grow.",
          Kinds.number(1, 65536));
  static final Property<Integer> N =
      new Property<>(
          "replication.n",
          "3",
          "Copies of each object, for the node that founds the cluster. Too small: one lost disk"
              + " loses data. Too large: every write costs that many disks.",
          Kinds.number(1, MAX_N));
  static final Property<Integer> R =
      new Property<>(
          "replication.r",
          "2",
          "Copies that must answer a read, 1 to n. Too small (r + w not above n): a read may miss"
              + " the last write. Too large: reads fail when few nodes are down.",
          Kinds.number(1, MAX_N));
  static final Property<Integer> W =
      new Property<>(
          "replication.w",
          "2",
          "Copies that must be durable before a write is acknowledged, 1 to n. Too small: a write"
              + " may die with one node. Too large: writes fail when few nodes are down.",
          Kinds.number(1, MAX_N));
  static final Property<String> NAME_PROPERTY =
      new Property<>(
          "node.name",
          "",
          "Name of the node, for people; unique in the cluster. Empty: host name, dash, tcp.port.",
          Kinds.matching(NAME_OR_EMPTY, NAME_FORM));
  static final Property<String> RACK =
      new Property<>(
          "node.rack",
          "default",
          "Where the node stands; copies of an object go to different racks where there are"
              + " enough. Same name for all: one power failure may take every copy.",
          Kinds.matching(NAME, NAME_FORM));
  static final Property<List<Endpoint>> SEEDS =
      new Property<>(
          "seeds",
          "",
          "Members to join through, HOST:PORT of their transport, separated by commas. Empty: the"
              + " node founds a cluster of its own if it has no data of one yet. One only: the"
              + " node cannot join while that one is down.",
          Kinds.endpoints());
  static final List<Property<?>> PROPERTIES =
      List.of(CLUSTER, PARTITIONS, N, R, W, NAME_PROPERTY, RACK, SEEDS);

  static MemberSettings from(Config config) {
    return new MemberSettings(
        config.get(CLUSTER),
        config.get(PARTITIONS),
        bucketDefaults(config.get(N), config.get(R), config.get(W)),
        config.get(NAME_PROPERTY),
        config.get(RACK),
        config.get(SEEDS));
  }

  /** The configured name, or one made of host name and port. */
  String nameOr(int port) {
    return name.isEmpty() ? Addresses.hostName() + "-" + port : name;
  }

  private static BucketProperties bucketDefaults(int n, int r, int w) {
    if (r > n || w > n) {
      throw new IllegalArgumentException(
          "replication.r="
              + r
              + " and replication.w="
              + w
              + " must be within 1 to replication.n="
              + n);
    }
    BucketProperties usual = BucketProperties.DEFAULT;
    return new BucketProperties(n, r, w, usual.siblings(), usual.ttlMillis());
  }
}
