package org.dynamokv.transport.tcp;

import static org.dynamokv.transport.tcp.TcpFixture.PEER;
import static org.dynamokv.transport.tcp.TcpFixture.SERVER;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.value.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Prints echo round trips per second of 1 KiB frames over this transport, and what one allocates at
 * both ends together. Not part of the build: it runs when it is named.
 */
final class EchoFigures {
  private static final byte[] BODY = new byte[1000];
  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final long NANOS = Long.getLong("millis", 1500) * 1_000_000;

  @Test
  void print() throws Exception {
    Map<String, double[]> figures = new TreeMap<>();
    for (int run = -1; run < RUNS; run++) { // the first round warms up
      for (String io : new String[] {"epoll", "nio"}) {
        for (int inFlight : new int[] {1, 16, 64}) {
          double[] figure = measure(Map.of("io", io), inFlight);
          if (run >= 0) {
            String row = "%-5s %2d in flight".formatted(io, inFlight);
            figures.computeIfAbsent(row, r -> new double[2 * RUNS])[run] = figure[0];
            figures.get(row)[RUNS + run] = figure[1];
          }
        }
      }
    }
    figures.forEach(EchoFigures::print);
  }

  private static void print(String row, double[] all) {
    java.util.Arrays.sort(all, 0, RUNS);
    java.util.Arrays.sort(all, RUNS, 2 * RUNS);
    System.out.printf(
        "%s  median %,9.0f/s  (%,.0f to %,.0f)  %,.0f bytes allocated a round trip%n",
        row, all[RUNS / 2], all[0], all[RUNS - 1], all[RUNS + RUNS / 2]);
  }

  private static double[] measure(Map<String, String> settings, int inFlight) throws Exception {
    try (Transport server = open(true, settings);
        Transport client = open(false, settings)) {
      server.start(new Echo());
      Window window = new Window(client, new Endpoint("127.0.0.1", server.port()), inFlight);
      client.start(window);
      long allocated = Allocated.bytesOfAll();
      long started = System.nanoTime();
      window.run();
      double seconds = (System.nanoTime() - started) / 1e9;
      double roundTrips = window.roundTrips.get();
      return new double[] {roundTrips / seconds, (Allocated.bytesOfAll() - allocated) / roundTrips};
    }
  }

  private static Transport open(boolean listens, Map<String, String> given) {
    Settings settings = Settings.of("transport.tcp.", TcpSettings.KNOWN, new TreeMap<>(given));
    @Nullable Endpoint at = listens ? new Endpoint("127.0.0.1", 0) : null;
    return new TcpTransportProvider()
        .open(new TransportConfig(listens ? SERVER : PEER, at, 1 << 20, 10_000, settings));
  }

  private static class Echo implements TransportListener {
    @Override
    public void received(Link link, byte[] frame) {
      link.send(new Frame(new byte[24], BODY));
    }

    @Override
    public void notSent(Endpoint to, Frame frame, String reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public void linkDown(Endpoint to, String reason) {}
  }

  private static final class Window extends Echo {
    private final Transport client;
    private final Endpoint to;
    private final int inFlight;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong roundTrips = new AtomicLong();
    private long endNanos;

    Window(Transport client, Endpoint to, int inFlight) {
      this.client = client;
      this.to = to;
      this.inFlight = inFlight;
    }

    void run() throws InterruptedException {
      endNanos = System.nanoTime() + NANOS;
      for (int i = 0; i < inFlight; i++) {
        client.send(to, new Frame(new byte[24], BODY));
      }
      done.await();
    }

    @Override
    public void received(Link link, byte[] frame) {
      roundTrips.incrementAndGet();
      if (System.nanoTime() < endNanos) {
        client.send(to, new Frame(new byte[24], BODY));
      } else if (ended.incrementAndGet() == inFlight) {
        done.countDown();
      }
    }
  }
}
