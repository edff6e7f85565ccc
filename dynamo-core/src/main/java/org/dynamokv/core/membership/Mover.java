package org.dynamokv.core.membership;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dynamokv.core.env.Answer;
import org.dynamokv.core.membership.MetaKeys.StreamKey;
import org.dynamokv.core.message.MembershipMessage.Chunk;
import org.dynamokv.core.message.MembershipMessage.Pull;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Evidence;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new owner pulls every partition that it needs, a few at a time (MOVE). Data are durable before
 * the cursor (M2), so a crash resumes where the cursor is. One thread.
 */
final class Mover {
  private static final Logger LOG = LoggerFactory.getLogger(Mover.class);
  private static final int MOST_AT_ONCE = 8;
  private static final long RETRY_MILLIS = 100;

  private final Local local;
  private final Calls calls;
  private final Disk disk;
  private final Streams streams;
  private final PartitionData data;
  private final Runnable progress;
  // Mutable state
  private @Nullable Task task;

  /** What is to be moved under one ring. */
  private static final class Task {
    final long change;
    final Evidence evidence;
    final SourceChoice choice = new SourceChoice();
    final Set<Integer> waiting = new LinkedHashSet<>();
    final Set<Integer> running = new TreeSet<>();
    final Set<NodeId> awaited = new TreeSet<>();
    final int total;
    long chunks;
    boolean retrying;

    Task(Ring ring, long change, NodeId me) {
      this.change = change;
      evidence = new Evidence(ring);
      evidence.moving().stream()
          .filter(p -> evidence.needers(p).contains(me))
          .forEach(waiting::add);
      total = waiting.size();
    }
  }

  Mover(
      Local local,
      Calls calls,
      Disk disk,
      Streams streams,
      PartitionData data,
      Adoption adoption,
      Runnable progress) {
    this.local = local;
    this.calls = calls;
    this.disk = disk;
    this.streams = streams;
    this.data = data;
    this.progress = progress;
    adoption.onAdopt(ring -> task = null);
    adoption.onServe(this::begin);
  }

  /** How many pieces were taken in under the present ring. */
  long chunks() {
    return task == null ? 0 : task.chunks;
  }

  /** How far it is, for people; empty when nothing is to be moved. */
  String status() {
    if (task == null || task.waiting.isEmpty() && task.running.isEmpty()) {
      return "";
    }
    int left = task.waiting.size() + task.running.size();
    List<String> from = task.awaited.stream().map(local::nameOf).toList();
    return "%d of %d partitions received, from %s".formatted(task.total - left, task.total, from);
  }

  private void begin(Ring ring) {
    Change change = ring.change();
    if (change == null || change.phase() != Change.Phase.MOVING || !ring.equals(local.ring())) {
      return;
    }
    Task t = new Task(ring, change.id(), local.id());
    task = t;
    if (t.total > 0) {
      LOG.info("{}: pulls {} partitions, change {}", local.name(), t.total, t.change);
    }
    fill(t);
  }

  private void fill(Task t) {
    for (int p : List.copyOf(t.waiting)) {
      if (t != task || t.running.size() >= MOST_AT_ONCE) {
        return;
      }
      next(t, p);
    }
    if (t.waiting.isEmpty() && t.running.isEmpty()) {
      progress.run();
    } else if (t.running.size() < MOST_AT_ONCE && !t.waiting.isEmpty()) {
      retryLater(t);
    }
  }

  private void retryLater(Task t) {
    if (!t.retrying) {
      t.retrying = true;
      local.env.schedule(RETRY_MILLIS, () -> retry(t));
    }
  }

  private void retry(Task t) {
    t.retrying = false;
    if (t == task) {
      fill(t);
    }
  }

  /** Goes on with a partition: it is done, or another piece is pulled, or it waits. */
  private void next(Task t, int p) {
    List<NodeId> sources = t.evidence.sources(p, local.id());
    Set<NodeId> finished = streams.finished(t.change, p, sources);
    t.running.remove(p);
    if (t.evidence.isComplete(p, local.id(), finished)) {
      t.waiting.remove(p);
      return;
    }
    t.waiting.add(p);
    NodeId source = t.choice.choose(sources, finished, local::isAlive, local.now());
    if (source != null) {
      t.waiting.remove(p);
      t.running.add(p);
      pull(t, new StreamKey(t.change, p, source));
    }
  }

  private void pull(Task t, StreamKey key) {
    t.awaited.add(key.source());
    Bytes cursor = streams.get(key).cursor();
    calls.ask(
        key.source(),
        new Pull(t.change, key.partition(), cursor),
        local.timings().call(),
        new Calls.Reply() {
          @Override
          public void from(NodeId node, Message message) {
            if (message instanceof Chunk c && c.partition() == key.partition()) {
              absorb(t, key, c);
            } else {
              LOG.debug("{}: {} answers {}", local.name(), local.nameOf(node), message);
              pause(t, key);
            }
          }

          @Override
          public void none(NodeId node) {
            pause(t, key);
          }
        });
  }

  private void pause(Task t, StreamKey key) {
    if (t == task) {
      t.choice.failed(key.source(), local.now());
      t.running.remove(key.partition());
      t.waiting.add(key.partition());
      retryLater(t);
    }
  }

  private void absorb(Task t, StreamKey key, Chunk chunk) {
    if (t != task) {
      return; // another ring: another tenure, or none
    }
    if (chunk.copies().isEmpty()) {
      saveCursor(t, key, chunk);
      return;
    }
    data.absorb(
        key.partition(),
        chunk.copies(),
        new Answer<>() {
          @Override
          public void done(Boolean owned) {
            if (owned) {
              saveCursor(t, key, chunk);
            } else {
              pause(t, key);
            }
          }

          @Override
          public void failed(StorageException error) {
            storageFailed(t, key, error);
          }
        });
  }

  private void saveCursor(Task t, StreamKey key, Chunk chunk) {
    if (t == task) {
      Stream stream = new Stream(chunk.cursor(), chunk.cursor().length() == 0);
      disk.saveStream(
          key, stream, () -> saved(t, key, stream), error -> storageFailed(t, key, error));
    }
  }

  private void saved(Task t, StreamKey key, Stream stream) {
    if (t != task) {
      return;
    }
    streams.put(key, stream);
    t.chunks++;
    t.choice.worked(key.source());
    if (!stream.finished()) {
      pull(t, key);
      return;
    }
    next(t, key.partition());
    fill(t);
  }

  private void storageFailed(Task t, StreamKey key, StorageException error) {
    LOG.error("{}: partition {} cannot be stored", local.name(), key.partition(), error);
    pause(t, key);
  }
}
