package org.dynamokv.core.membership;

import java.util.List;
import org.dynamokv.core.ring.BucketProperties;
import org.dynamokv.core.ring.Member;
import org.dynamokv.core.value.Endpoint;

/**
 * What membership is started with.
 *
 * @param cluster the cluster's name
 * @param me this node
 * @param partitions Q, for a cluster that this node founds
 * @param defaults bucket properties, for a cluster that this node founds
 * @param seeds members to join; empty founds a cluster, if no ring is stored yet
 * @param timings how long to wait for what
 */
public record MembershipSettings(
    String cluster,
    Member me,
    int partitions,
    BucketProperties defaults,
    List<Endpoint> seeds,
    MembershipTimings timings) {
  /** Copies the list. */
  public MembershipSettings {
    seeds = List.copyOf(seeds);
  }
}
