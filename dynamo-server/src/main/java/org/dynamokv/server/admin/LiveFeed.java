package org.dynamokv.server.admin;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dynamokv.server.metrics.Traffic;
import org.dynamokv.server.metrics.TrafficMeter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to the browsers that listen: "metrics" every second, "membership" when it has
 * changed (at the latest a second after), "trouble" when the node does not answer. One thread does
 * it all; while nobody listens it only keeps the rates fresh.
 */
final class LiveFeed implements AutoCloseable {
  /** Most browsers at once; more are turned away. */
  static final int MAX_STREAMS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long PERIOD_MILLIS = 1_000;

  private record Trouble(String message) {}

  private final AdminApi api;
  private final TrafficMeter traffic;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LiveFeed::newThread);

  // Mutable state, guarded by this
  private final Set<EventStream> streams = new LinkedHashSet<>();

  // Mutable state of the feed's thread
  private byte @Nullable [] membership;

  LiveFeed(AdminApi api, TrafficMeter traffic) {
    this.api = api;
    this.traffic = traffic;
  }

  private static Thread newThread(Runnable work) {
    Thread t = new Thread(work, "admin-feed");
    t.setDaemon(true);
    return t;
  }

  void start() {
    thread.scheduleAtFixedRate(this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether there was room. */
  synchronized boolean add(EventStream stream) {
    if (streams.size() >= MAX_STREAMS) {
      return false;
    }
    streams.add(stream);
    onThread(this::welcome);
    return true;
  }

  synchronized void remove(EventStream stream) {
    streams.remove(stream);
  }

  private synchronized List<EventStream> listeners() {
    return List.copyOf(streams);
  }

  /** Looks at the membership now instead of at the next second. Any thread; returns at once. */
  void membershipMayHaveChanged() {
    onThread(() -> ask(false));
  }

  private void welcome() {
    membership = null;
    ask(false);
  }

  private void tick() {
    try {
      ask(true);
    } catch (RuntimeException e) {
      // An exception would end the schedule.
      LOG.error("the admin feed failed", e);
    }
  }

  private void ask(boolean withMetrics) {
    Traffic sample = withMetrics ? traffic.sample() : null;
    if (listeners().isEmpty()) {
      return;
    }
    api.status()
        .whenComplete(
            (status, error) -> onThread(() -> publish(status, sample, String.valueOf(error))));
  }

  private void publish(@Nullable StatusJson status, @Nullable Traffic sample, String error) {
    if (status == null) {
      send("trouble", AdminApi.json(new Trouble(error)));
      return;
    }
    publishMembership(status);
    if (sample != null) {
      send("metrics", AdminApi.json(LiveJson.of(status, sample)));
    }
  }

  private void publishMembership(StatusJson status) {
    byte[] now = AdminApi.json(status.membership());
    if (!Arrays.equals(now, membership)) {
      membership = now;
      send("membership", now);
    }
  }

  private void send(String event, byte[] json) {
    listeners().forEach(s -> s.send(event, json));
  }

  private void onThread(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("the admin feed is closed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    listeners().forEach(EventStream::close);
  }
}
