package org.dynamokv.server.admin;

import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.version.Dot;
import org.dynamokv.core.version.VersionVector;

/** A dot, or an entry of a version vector: who, in which of its starts, how far. */
record EventJson(String node, String epoch, long counter) {
  static EventJson of(Dot dot) {
    return new EventJson(dot.actor().node().toString(), dot.actor().epoch(), dot.counter());
  }

  static List<EventJson> of(VersionVector vector) {
    List<EventJson> out = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      out.add(of(new Dot(vector.actor(i), vector.counter(i))));
    }
    return out;
  }
}
