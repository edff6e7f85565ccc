package org.dynamokv.server.admin;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.ring.Owner;
import org.dynamokv.core.ring.Ring;

/** {@code GET /api/ring}: who owns what, by node id. */
record RingJson(long epoch, String hash, List<Part> partitions) {
  /** Before the node has a ring. */
  static final RingJson NONE = new RingJson(0, "", List.of());

  record Part(int partition, List<String> owners, List<String> pending) {}

  static RingJson of(Ring ring, String hash) {
    List<Part> parts = new ArrayList<>();
    ring.partitions()
        .forEach(p -> parts.add(new Part(parts.size(), ids(p.owners()), ids(p.next()))));
    return new RingJson(ring.epoch(), hash, parts);
  }

  private static List<String> ids(List<Owner> owners) {
    return owners.stream().map(o -> o.node().toString()).toList();
  }
}
