package org.dynamokv.core.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dynamokv.core.ring.Change;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces this node's ring by a higher decided one: on disk first, then in every shard (ADOPT).
 * One thread.
 */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final long STORAGE_RETRY_MILLIS = 1_000;

  private final Local local;
  private final Disk disk;
  private final Streams streams;
  private final Consumer<String> refused;
  private final Host host;
  private final List<Consumer<Ring>> onAdopt = new ArrayList<>();
  private final List<Consumer<Ring>> onServe = new ArrayList<>();

  Adoption(Local local, Disk disk, Streams streams, Consumer<String> refused, Host host) {
    this.local = local;
    this.disk = disk;
    this.streams = streams;
    this.refused = refused;
    this.host = host;
  }

  /** Runs as soon as a ring is known, before it is durable. */
  void onAdopt(Consumer<Ring> listener) {
    onAdopt.add(listener);
  }

  /** Runs when a ring is durable and every shard has it. */
  void onServe(Consumer<Ring> listener) {
    onServe.add(listener);
  }

  /** Takes over a decided ring if it is this cluster's and higher than the present one. */
  void adopt(Ring ring) {
    if (!concerns(ring)) {
      return;
    }
    LOG.info("{}: ring {} adopted, {}", local.name(), ring.epoch(), describe(ring));
    local.adopt(ring);
    onAdopt.forEach(listener -> listener.accept(ring));
    save(ring, false);
  }

  private boolean concerns(Ring ring) {
    Ring present = local.ring();
    if (present == null) {
      return ring.cluster().equals(local.settings.cluster()) && ring.knows(local.id());
    }
    return ring.clusterId() == present.clusterId() && ring.epoch() > present.epoch();
  }

  /** The ring that was found on disk. */
  void resume(Ring ring) {
    LOG.info("{}: ring {} found, {}", local.name(), ring.epoch(), describe(ring));
    local.adopt(ring);
    onAdopt.forEach(listener -> listener.accept(ring));
    durable(ring);
  }

  private void save(Ring ring, boolean again) {
    long change = ring.change() == null ? 0 : ring.change().id();
    disk.saveRing(
        ring, again, streams.notOf(change), () -> durable(ring), error -> saveFailed(ring, error));
  }

  private void saveFailed(Ring ring, StorageException error) {
    LOG.error("{}: ring {} cannot be stored", local.name(), ring.epoch(), error);
    local.env.schedule(
        STORAGE_RETRY_MILLIS,
        () -> {
          if (ring.equals(local.ring())) {
            save(ring, true);
          }
        });
  }

  private void durable(Ring ring) {
    streams.forgetAllBut(ring.change() == null ? 0 : ring.change().id());
    host.adopt(ring, () -> local.env.execute(() -> everywhere(ring)));
    if (ring.removed().contains(local.id())) {
      LOG.info("{}: removed from the cluster", local.name());
      refused.accept("this node was removed from the cluster; it returns only with a new id");
    }
  }

  private void everywhere(Ring ring) {
    Ring before = local.served();
    local.serve(ring);
    if (before == null || ring.epoch() > before.epoch()) {
      onServe.forEach(listener -> listener.accept(ring));
    }
  }

  private static String describe(Ring ring) {
    Change c = ring.change();
    String members = ring.members().size() + " members";
    return c == null
        ? members + ", settled"
        : members + ", change " + c.id() + " (" + c.kind() + ") is " + c.phase();
  }
}
