package org.dynamokv.bench.micro;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.Plugins;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.spi.TransportListener;
import org.dynamokv.core.spi.TransportProvider;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Frames of 1 KiB to a server that sends them back, over the loopback, on one connection. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TransportBenchmark {
  private static final int MAX_FRAME_BYTES = 1 << 20;
  private static final long MAX_AGE_MILLIS = 10_000;
  private static final long STUCK_SECONDS = 20;
  private static final byte[] EMPTY = {};

  /** The transport's name in the configuration. */
  @Param("tcp")
  public String transport = "tcp";

  /** Frames that are on their way at once. */
  @Param({"1", "16", "64"})
  public int inFlight = 1;

  private final Frame frame = new Frame(Samples.value(Samples.VALUE_BYTES, 1), EMPTY);
  private Semaphore permits = new Semaphore(0);
  private Endpoint to = new Endpoint("127.0.0.1", 0);
  private @Nullable String trouble;
  private List<Transport> open = List.of();

  /** Starts both sides. */
  @Setup(Level.Trial)
  public void setUp() throws TransportException {
    permits = new Semaphore(inFlight);
    Transport server = make(to, 1);
    Transport client = make(null, 2);
    open = List.of(server, client);
    server.start(new Echo());
    client.start(new Counter());
    to = new Endpoint("127.0.0.1", server.port());
  }

  private Transport make(@Nullable Endpoint listen, long id) {
    TransportProvider provider =
        Plugins.find("transport", TransportProvider.class, transport, getClass().getClassLoader());
    Settings settings =
        Settings.of("transport." + transport + ".", provider.settings(), new TreeMap<>());
    Hello hello = Hello.of("bench", new NodeId(id), id, listen == null);
    return provider.open(
        new TransportConfig(hello, listen, MAX_FRAME_BYTES, MAX_AGE_MILLIS, settings));
  }

  /** Stops both sides. */
  @TearDown(Level.Trial)
  public void tearDown() {
    open.forEach(Transport::close);
  }

  /** One frame there and back; as many as there may be are under way. */
  @Benchmark
  public void echo() throws InterruptedException {
    if (!permits.tryAcquire(STUCK_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no echo: " + trouble);
    }
    open.get(1).send(to, frame);
  }

  private static final class Echo implements TransportListener {
    @Override
    public void received(Link link, byte[] bytes) {
      link.send(new Frame(bytes, EMPTY));
    }

    @Override
    public void notSent(Endpoint endpoint, Frame unsent, String reason) {
      throw new IllegalStateException("the server sends to nobody");
    }

    @Override
    public void linkDown(Endpoint endpoint, String reason) {
      throw new IllegalStateException("the server has opened no link");
    }
  }

  private final class Counter implements TransportListener {
    @Override
    public void received(Link link, byte[] bytes) {
      permits.release();
    }

    @Override
    public void notSent(Endpoint endpoint, Frame unsent, String reason) {
      trouble = reason;
    }

    @Override
    public void linkDown(Endpoint endpoint, String reason) {
      trouble = reason;
    }
  }
}
