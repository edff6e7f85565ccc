package org.dynamokv.transport.tcp.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Prints echo round trips per second of 1 KiB frames on one loopback connection, median of
 * alternating runs. Not part of the build: it runs when it is named.
 */
final class EchoComparison {
  private static final List<Supplier<Echo>> LIBRARIES =
      List.of(NettyEcho::nio, NettyEcho::epoll, JettyIoEcho::new);

  @Test
  void compare() throws Exception {
    int runs = Integer.getInteger("runs", 5);
    long millis = Long.getLong("millis", 1500);
    Map<String, double[]> figures = new TreeMap<>();
    for (int run = -1; run < runs; run++) {
      for (Supplier<Echo> library : LIBRARIES) {
        for (int inFlight : new int[] {1, 16, 64}) {
          try (Echo echo = library.get()) {
            double perSecond = measure(echo, inFlight, millis);
            if (run >= 0) { // the first round warms up
              String row = "%-12s %2d in flight".formatted(echo.name(), inFlight);
              figures.computeIfAbsent(row, r -> new double[runs])[run] = perSecond;
            }
          }
        }
      }
    }
    figures.forEach(EchoComparison::print);
  }

  private static double measure(Echo echo, int inFlight, long millis) throws Exception {
    Window window = new Window(inFlight, millis);
    echo.open(window);
    long started = System.nanoTime();
    echo.begin(inFlight);
    return window.await() * 1e9 / (System.nanoTime() - started);
  }

  private static void print(String row, double[] perSecond) {
    Arrays.sort(perSecond);
    System.out.printf(
        "%s  median %,10.0f/s  (%,.0f to %,.0f)%n",
        row, perSecond[perSecond.length / 2], perSecond[0], perSecond[perSecond.length - 1]);
  }
}
