package org.dynamokv.core.node;

import java.util.List;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.Limits;

/**
 * What a node is started with.
 *
 * @param cluster the cluster's name
 * @param me id, name, rack and endpoints of this node
 * @param transport which of the members' endpoints nodes talk over
 * @param partitions Q, for a cluster that this node founds; 1 to 65536
 * @param defaults bucket properties, for a cluster that this node founds
 * @param seeds members to join; empty founds a cluster, if the storage holds no ring yet
 * @param maxValueBytes largest value, bytes
 * @param maxInFlight most requests at once on one shard; more are answered with "overloaded"
 */
public record NodeSettings(
    String cluster,
    Member me,
    String transport,
    int partitions,
    BucketProperties defaults,
    List<Endpoint> seeds,
    int maxValueBytes,
    int maxInFlight) {
  /** Enough for the load generator's 512 in flight from several clients. */
  public static final int DEFAULT_MAX_IN_FLIGHT = 8192;

  /** Checks the bounds. */
  public NodeSettings {
    seeds = List.copyOf(seeds);
    if (partitions < 1 || partitions > 65536) {
      throw new IllegalArgumentException(
          "cluster.partitions=" + partitions + " is not within 1 to 65536");
    }
  }

  /** Usual limits. */
  public static NodeSettings of(String cluster, Member me, String transport, List<Endpoint> seeds) {
    return new NodeSettings(
        cluster,
        me,
        transport,
        256,
        BucketProperties.DEFAULT,
        seeds,
        Limits.DEFAULT_VALUE_BYTES,
        DEFAULT_MAX_IN_FLIGHT);
  }
}
