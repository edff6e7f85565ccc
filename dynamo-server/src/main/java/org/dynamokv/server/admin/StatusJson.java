package org.dynamokv.server.admin;

import java.util.List;
import java.util.Locale;
import org.dynamokv.core.node.NodeStatus;
import org.dynamokv.core.ring.Ring;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/status}: the node, and the cluster as it sees it. */
record StatusJson(
    Self node,
    String cluster,
    RingBrief ring,
    @Nullable ChangeJson change,
    List<MemberJson> members,
    HintsJson hints,
    List<Object> transfers,
    AntiEntropy antiEntropy,
    Reaping reaping,
    StorageJson storage) {
  /**
   * The node that answers.
   *
   * @param state "starting", "joining", "member" or "stopped"
   * @param waitingFor why it is no member yet, for people; empty when it is
   */
  record Self(
      String id, String name, String rack, String version, String state, String waitingFor) {}

  /** The ring in short; epoch 0 before there is one. */
  record RingBrief(long epoch, String hash, int partitions) {}

  /** How far the present round of anti-entropy is. */
  record AntiEntropy(long done, long total, String waitingFor) {
    static final AntiEntropy NONE = new AntiEntropy(0, 0, "");
  }

  /** Tombstones that wait to be forgotten. */
  record Reaping(long pending, String waitingFor) {
    static final Reaping NONE = new Reaping(0, "");
  }

  static StatusJson of(NodeStatus status, NodeView view, RingHash hash) {
    Ring ring = status.ring();
    return new StatusJson(
        self(status, view.version()),
        view.cluster(),
        ring == null
            ? new RingBrief(0, "", 0)
            : new RingBrief(ring.epoch(), hash.of(ring), ring.partitions().size()),
        ring == null ? null : ChangeJson.of(ring.change(), status.changeWaitingFor()),
        ring == null ? List.of() : MemberJson.listOf(ring, status.alive()),
        HintsJson.of(status.hints()),
        List.of(),
        AntiEntropy.NONE,
        Reaping.NONE,
        StorageJson.of(view));
  }

  private static Self self(NodeStatus status, String version) {
    return new Self(
        status.me().id().toString(),
        status.me().name(),
        status.me().rack(),
        version,
        status.state().name().toLowerCase(Locale.ROOT),
        status.waitingFor());
  }

  /** What membership events carry: the parts that change when membership does. */
  Membership membership() {
    return new Membership(node, cluster, ring, change, members);
  }

  /** A part of the status, in the same shapes. */
  record Membership(
      Self node,
      String cluster,
      RingBrief ring,
      @Nullable ChangeJson change,
      List<MemberJson> members) {}
}
