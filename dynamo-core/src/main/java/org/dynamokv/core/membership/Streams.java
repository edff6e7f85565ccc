package org.dynamokv.core.membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dynamokv.core.membership.MetaKeys.StreamKey;
import org.dynamokv.core.message.MembershipMessage.FinishedStream;
import org.dynamokv.core.value.NodeId;

/** The durable cursors of this node's streams, as they are on disk. One thread. */
final class Streams {
  // Mutable state
  private final Map<StreamKey, Stream> byKey = new LinkedHashMap<>();

  void load(Map<StreamKey, Stream> found) {
    byKey.putAll(found);
  }

  Stream get(StreamKey key) {
    return byKey.getOrDefault(key, Stream.NOT_STARTED);
  }

  void put(StreamKey key, Stream stream) {
    byKey.put(key, stream);
  }

  /** The cursors of other changes: to be erased. */
  List<StreamKey> notOf(long change) {
    return byKey.keySet().stream().filter(k -> k.change() != change).toList();
  }

  void forgetAllBut(long change) {
    byKey.keySet().removeIf(k -> k.change() != change);
  }

  /** The sources that a partition was streamed from to the end, in a change. */
  Set<NodeId> finished(long change, int partition, List<NodeId> among) {
    Set<NodeId> out = new TreeSet<>();
    for (NodeId source : among) {
      if (get(new StreamKey(change, partition, source)).finished()) {
        out.add(source);
      }
    }
    return out;
  }

  /** Everything that was streamed to the end in a change. */
  List<FinishedStream> finished(long change) {
    List<FinishedStream> out = new ArrayList<>();
    byKey.forEach(
        (key, stream) -> {
          if (key.change() == change && stream.finished()) {
            out.add(new FinishedStream(key.partition(), key.source()));
          }
        });
    return out;
  }
}
