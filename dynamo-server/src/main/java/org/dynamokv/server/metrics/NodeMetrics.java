package org.dynamokv.server.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.env.Events;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;

/**
 * Binds what core reports to Dropwizard metrics, whose names stand in the module's README. Shard
 * threads call it at the same time; it takes no lock.
 */
public final class NodeMetrics implements Events {
  private static final int MOST_SIBLINGS = 1_000_000;

  private final Map<Request, Timer> requests = new EnumMap<>(Request.class);
  private final Histogram siblings =
      new Histogram(new HdrReservoir(MOST_SIBLINGS, System::nanoTime));
  private final CounterFamily failures;
  private final CounterFamily storageFailures;
  private final CounterFamily dropped;
  private final Meter forwarded;
  private final Meter readRepairs;
  private final Meter hintsStored;
  private final Meter hintsDelivered;
  private final Meter overloads;

  // Mutable state: written by any shard, read by any thread
  private volatile long ringEpoch;

  /** Registers all of them; a registry takes one only. */
  public NodeMetrics(MetricRegistry registry) {
    for (Request request : Request.values()) {
      Timer timer = Counts.timer();
      requests.put(
          request,
          registry.register(Names.REQUESTS + "." + request.name().toLowerCase(Locale.ROOT), timer));
    }
    registry.register(Names.SIBLINGS, siblings);
    failures = new CounterFamily(registry, Names.FAILURES);
    storageFailures = new CounterFamily(registry, Names.STORAGE_FAILURES);
    dropped = new CounterFamily(registry, Names.DROPPED);
    forwarded = registry.register(Names.FORWARDED, Counts.meter());
    readRepairs = registry.register(Names.READ_REPAIRS, Counts.meter());
    hintsStored = registry.register(Names.HINTS_STORED, Counts.meter());
    hintsDelivered = registry.register(Names.HINTS_DELIVERED, Counts.meter());
    overloads = registry.register(Names.OVERLOADS, Counts.meter());
    registry.register(Names.RING_EPOCH, (Gauge<Long>) () -> ringEpoch);
  }

  @Override
  public void requestDone(Request request, String failure, long nanos) {
    timer(request).update(nanos, TimeUnit.NANOSECONDS);
    if (!failure.isEmpty()) {
      failures.mark(failure);
    }
  }

  @Override
  public void forwarded() {
    forwarded.mark();
  }

  @Override
  public void siblings(int count) {
    siblings.update(count);
  }

  @Override
  public void readRepaired(NodeId replica) {
    readRepairs.mark();
  }

  @Override
  public void hintStored(NodeId target) {
    hintsStored.mark();
  }

  @Override
  public void hintDelivered(NodeId target) {
    hintsDelivered.mark();
  }

  @Override
  public void overloaded() {
    overloads.mark();
  }

  @Override
  public void storageFailed(String kind) {
    storageFailures.mark(kind);
  }

  @Override
  public void messageDropped(String reason) {
    dropped.mark(reason);
  }

  @Override
  public void ringAdopted(Ring ring) {
    ringEpoch = ring.epoch();
  }

  Timer timer(Request request) {
    Timer timer = requests.get(request);
    if (timer == null) {
      throw new IllegalStateException("every kind of request has a timer: " + request);
    }
    return timer;
  }

  long failureCount() {
    return failures.total();
  }

  long ringEpoch() {
    return ringEpoch;
  }
}
