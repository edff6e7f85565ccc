package org.dynamokv.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Hello;
import org.dynamokv.core.spi.Link;
import org.dynamokv.core.spi.Settings;
import org.dynamokv.core.spi.Transport;
import org.dynamokv.core.spi.TransportConfig;
import org.dynamokv.core.spi.TransportException;
import org.dynamokv.core.spi.TransportProvider;
import org.dynamokv.core.value.Endpoint;
import org.dynamokv.core.value.NodeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport promises; each implementation's tests extend it. Loopback, real sockets. */
@Timeout(60)
public abstract class TransportContract {
  /** Longest frame in these tests, bytes. */
  protected static final int MAX_FRAME = 1 << 20;

  /** Age limit in these tests: long, so that a busy machine ends no connection. */
  protected static final long MAX_AGE_MILLIS = 30_000;

  private static final String HOST = "127.0.0.1";

  // Mutable state
  private final List<Transport> opened = new ArrayList<>();

  /** What is tested. */
  protected abstract TransportProvider provider();

  /** Settings for every transport of these tests; none unless overridden. */
  protected SortedMap<String, String> settings() {
    return new TreeMap<>();
  }

  /** Settings with which about that many bytes may wait for one endpoint or connection. */
  protected abstract SortedMap<String, String> queueOf(long bytes);

  /** A hello of the tests' cluster. */
  protected static Hello hello(long id) {
    return Hello.of("test", new NodeId(id), id * 1000, false);
  }

  /** A frame with that text. */
  protected static Frame frame(String text) {
    return new Frame(new byte[0], text.getBytes(UTF_8));
  }

  /** Opens and starts a transport that listens on a free port; closed after the test. */
  protected Transport listen(Hello hello, RecordingListener listener) throws TransportException {
    return open(hello, new Endpoint(HOST, 0), MAX_FRAME, new TreeMap<>(), listener);
  }

  /** Opens and starts a transport that only sends; closed after the test. */
  protected Transport client(Hello hello, RecordingListener listener) throws TransportException {
    return open(hello, null, MAX_FRAME, new TreeMap<>(), listener);
  }

  /** Opens and starts a transport; closed after the test. */
  protected Transport open(
      Hello hello,
      @Nullable Endpoint at,
      int maxFrame,
      SortedMap<String, String> settings,
      RecordingListener listener)
      throws TransportException {
    TransportProvider provider = provider();
    String prefix = "transport." + provider.name() + ".";
    SortedMap<String, String> given = new TreeMap<>(settings());
    given.putAll(settings);
    Settings all = Settings.of(prefix, provider.settings(), given);
    Transport transport =
        provider.open(new TransportConfig(hello, at, maxFrame, MAX_AGE_MILLIS, all));
    opened.add(transport);
    transport.start(listener);
    return transport;
  }

  /** Where a transport listens. */
  protected static Endpoint at(Transport transport) {
    return new Endpoint(HOST, transport.port());
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Transport::close);
  }

  @Test
  void framesArriveAndRepliesComeBack() throws Exception {
    RecordingListener there = RecordingListener.echo();
    RecordingListener here = new RecordingListener();
    Transport server = listen(hello(1), there);
    client(hello(2), here).send(at(server), new Frame(new byte[] {1, 2}, new byte[] {3}));
    assertThat(there.awaitReceived(1).received().get(0)).containsExactly(1, 2, 3);
    assertThat(here.awaitReceived(1).received().get(0)).containsExactly(1, 2, 3);
  }

  @Test
  void twoNodesMaySendToEachOther() throws Exception {
    RecordingListener one = new RecordingListener();
    RecordingListener two = new RecordingListener();
    Transport first = listen(hello(1), one);
    Transport second = listen(hello(2), two);
    first.send(at(second), frame("to two"));
    second.send(at(first), frame("to one"));
    assertThat(new String(two.awaitReceived(1).received().get(0), UTF_8)).isEqualTo("to two");
    assertThat(new String(one.awaitReceived(1).received().get(0), UTF_8)).isEqualTo("to one");
  }

  @Test
  void theLinkTellsWhoThePeerIs() throws Exception {
    List<Hello> peers = Collections.synchronizedList(new ArrayList<>());
    RecordingListener there = new RecordingListener((link, frame) -> peers.add(link.peer()));
    Transport server = listen(hello(1), there);
    client(hello(2), new RecordingListener()).send(at(server), frame("x"));
    there.awaitReceived(1);
    assertThat(peers).containsExactly(hello(2));
  }

  @Test
  void framesOfOneThreadKeepTheirOrder() throws Exception {
    int threads = 4;
    int each = 5000;
    RecordingListener there = new RecordingListener();
    Endpoint to = at(listen(hello(1), there));
    Transport client = client(hello(2), new RecordingListener());
    List<Thread> senders = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      senders.add(new Thread(numbered(client, to, t, each)));
    }
    senders.forEach(Thread::start);
    int[] next = new int[threads];
    for (byte[] frame : there.awaitReceived(threads * each).received()) {
      ByteBuffer in = ByteBuffer.wrap(frame);
      int sender = in.getInt();
      assertThat(in.getInt()).isEqualTo(next[sender]++);
    }
  }

  private static Runnable numbered(Transport client, Endpoint to, int thread, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        byte[] bytes = ByteBuffer.allocate(8).putInt(thread).putInt(i).array();
        client.send(to, new Frame(bytes, new byte[i % 50]));
      }
    };
  }

  @Test
  void manyRequestsAreInFlightAtOnce() throws Exception {
    List<Link> links = Collections.synchronizedList(new ArrayList<>());
    RecordingListener there = new RecordingListener((link, frame) -> links.add(link));
    RecordingListener here = new RecordingListener();
    Endpoint to = at(listen(hello(1), there));
    Transport client = client(hello(2), here);
    for (int i = 0; i < 1000; i++) {
      client.send(to, frame("request " + i));
    }
    there.awaitReceived(1000);
    assertThat(here.received()).isEmpty();
    for (int i = 999; i >= 0; i--) {
      links.get(i).send(frame("reply " + i));
    }
    assertThat(here.awaitReceived(1000).received().stream().map(f -> new String(f, UTF_8)))
        .contains("reply 0", "reply 999")
        .doesNotHaveDuplicates();
  }

  @Test
  void framesOfEverySizeUpToTheLimitArriveWhole() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RecordingListener here = new RecordingListener();
    Endpoint to = at(listen(hello(1), RecordingListener.echo()));
    Transport client = client(hello(2), here);
    List<byte[]> sent = new ArrayList<>();
    for (int size : new int[] {1, 2, 4096, 65_531, 65_532, 65_533, 65_536, 300_000, MAX_FRAME}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      int cut = random.nextInt(size + 1);
      sent.add(bytes);
      client.send(to, new Frame(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, size)));
    }
    List<byte[]> received = here.awaitReceived(sent.size()).received();
    for (int i = 0; i < sent.size(); i++) {
      assertThat(received.get(i)).as("seed %d, frame %d", seed, i).isEqualTo(sent.get(i));
    }
  }

  @Test
  void theReceiverOwnsTheArray() throws Exception {
    RecordingListener here =
        new RecordingListener((link, frame) -> Arrays.fill(frame, 0, frame.length / 2, (byte) 0));
    RecordingListener there = new RecordingListener();
    Endpoint one = at(listen(hello(1), here));
    Endpoint two = at(listen(hello(2), there));
    Transport client = client(hello(3), new RecordingListener());
    Frame shared = frame("never changed by a receiver");
    for (int i = 0; i < 10; i++) {
      client.send(one, shared);
      client.send(two, shared);
    }
    here.awaitReceived(10);
    assertThat(there.awaitReceived(10).received())
        .allSatisfy(f -> assertThat(f).isEqualTo(shared.body()));
  }

  @Test
  void aFrameOverTheSendersLimitIsNotSent() throws Exception {
    RecordingListener here = new RecordingListener();
    Endpoint to = at(listen(hello(1), RecordingListener.echo()));
    Transport client = client(hello(2), here);
    client.send(to, new Frame(new byte[1], new byte[MAX_FRAME]));
    assertThat(here.awaitNotSent(1).notSent().get(0).reason()).contains("" + (MAX_FRAME + 1));
    client.send(to, frame("the next one goes"));
    here.awaitReceived(1);
  }

  @Test
  void aFrameOverTheReceiversLimitClosesOnlyItsConnection() throws Exception {
    RecordingListener there = RecordingListener.echo();
    RecordingListener good = new RecordingListener();
    RecordingListener bad = new RecordingListener();
    Endpoint to = at(listen(hello(1), there));
    Transport other = client(hello(2), good);
    other.send(to, frame("before"));
    good.awaitReceived(1);
    Transport large = open(hello(3), null, 2 * MAX_FRAME, new TreeMap<>(), bad);
    large.send(to, new Frame(new byte[0], new byte[MAX_FRAME + 1]));
    assertThat(bad.awaitLinkDown().linkDowns().get(0).to()).isEqualTo(to);
    other.send(to, frame("after"));
    good.awaitReceived(2);
    assertThat(good.linkDowns()).isEmpty();
    assertThat(there.received()).hasSize(2);
  }

  @Test
  void aPeerOfAnotherClusterIsRefusedWithTheReason() throws Exception {
    RecordingListener there = new RecordingListener();
    RecordingListener here = new RecordingListener();
    Endpoint to = at(listen(hello(1), there));
    Hello stranger = Hello.of("elsewhere", new NodeId(2), 1, false);
    client(stranger, here).send(to, frame("x"));
    assertThat(here.awaitNotSent(1).notSent().get(0).reason()).contains("'test'", "'elsewhere'");
    assertThat(here.linkDowns()).isEmpty();
    assertThat(there.received()).isEmpty();
  }

  @Test
  void aPeerOfAnotherVersionIsRefusedWithTheReason() throws Exception {
    RecordingListener there = new RecordingListener();
    RecordingListener here = new RecordingListener();
    Endpoint to = at(listen(hello(1), there));
    int newer = Hello.VERSION + 1;
    Hello future = new Hello(newer, newer + 1, "test", new NodeId(2), 1, false, new TreeSet<>());
    client(future, here).send(to, frame("x"));
    assertThat(here.awaitNotSent(1).notSent().get(0).reason()).contains("protocol versions");
    assertThat(there.received()).isEmpty();
  }

  @Test
  void aClientWithoutAClusterIsWelcome() throws Exception {
    RecordingListener here = new RecordingListener();
    Endpoint to = at(listen(hello(1), RecordingListener.echo()));
    client(Hello.of("", new NodeId(2), 1, true), here).send(to, frame("x"));
    here.awaitReceived(1);
  }

  @Test
  void framesForARefusedPortAreNotSent() throws Exception {
    RecordingListener here = new RecordingListener();
    Transport client = client(hello(1), here);
    Endpoint nobody = new Endpoint(HOST, unusedPort());
    Frame frame = frame("x");
    client.send(nobody, frame);
    here.awaitNotSent(1);
    client.send(nobody, frame);
    assertThat(here.awaitNotSent(2).notSent())
        .allSatisfy(
            n -> {
              assertThat(n.to()).isEqualTo(nobody);
              assertThat(n.frame()).isSameAs(frame);
              assertThat(n.reason()).isNotBlank();
            });
    assertThat(here.linkDowns()).isEmpty();
  }

  @Test
  void framesForAnUnknownHostAreNotSent() throws Exception {
    RecordingListener here = new RecordingListener();
    client(hello(1), here).send(new Endpoint("no-such-host.invalid", 1), frame("x"));
    here.awaitNotSent(1);
  }

  @Test
  void theDeathOfAPeerWithRequestsInFlightIsALinkDown() throws Exception {
    RecordingListener there = new RecordingListener();
    RecordingListener here = new RecordingListener();
    Transport server = listen(hello(1), there);
    Endpoint to = at(server);
    Transport client = client(hello(2), here);
    for (int i = 0; i < 100; i++) {
      client.send(to, frame("request " + i));
    }
    there.awaitReceived(100);
    server.close();
    assertThat(here.awaitLinkDown().linkDowns().get(0).to()).isEqualTo(to);
    assertThat(here.notSent()).isEmpty();
  }

  @Test
  void aPeerThatRestartsIsFoundAgain() throws Exception {
    RecordingListener here = new RecordingListener();
    Transport server = listen(hello(1), RecordingListener.echo());
    Endpoint to = at(server);
    Transport client = client(hello(2), here);
    client.send(to, frame("first life"));
    here.awaitReceived(1);
    server.close();
    here.awaitLinkDown();
    client.send(to, frame("nobody there"));
    here.awaitNotSent(1);
    RecordingListener again = RecordingListener.echo();
    open(hello(1), to, MAX_FRAME, new TreeMap<>(), again);
    for (int tries = 2; here.received().size() < 2; tries++) {
      int ends = tries;
      client.send(to, frame("second life"));
      here.await("answer", l -> l.received().size() + l.notSent().size() > ends);
    }
    assertThat(again.received()).isNotEmpty();
  }

  @Test
  void nothingIsDeliveredAfterClose() throws Exception {
    RecordingListener there = RecordingListener.echo();
    RecordingListener here = new RecordingListener();
    Transport server = listen(hello(1), there);
    Endpoint to = at(server);
    Transport client = client(hello(2), here);
    AtomicInteger sent = new AtomicInteger();
    Thread flood =
        new Thread(
            () -> {
              while (!Thread.interrupted()) {
                client.send(to, frame("request " + sent.incrementAndGet()));
              }
            });
    flood.start();
    there.awaitReceived(1000);
    server.close();
    int received = there.received().size();
    int later = sent.get() + 10_000;
    here.await("further sends", l -> sent.get() > later);
    assertThat(there.received()).hasSize(received);
    client.close();
    String told = here.toString();
    flood.interrupt();
    flood.join();
    client.send(to, frame("too late"));
    assertThat(here.toString()).isEqualTo(told);
  }

  @Test
  void closeMayBeCalledTwiceAndLinksOutliveIt() throws Exception {
    List<Link> links = Collections.synchronizedList(new ArrayList<>());
    RecordingListener there = new RecordingListener((link, frame) -> links.add(link));
    Transport server = listen(hello(1), there);
    client(hello(2), new RecordingListener()).send(at(server), frame("x"));
    there.awaitReceived(1);
    server.close();
    server.close();
    links.get(0).send(frame("into the void"));
    links.get(0).close("twice");
  }

  @Test
  void aLinkThatIsClosedEndsTheConnection() throws Exception {
    RecordingListener here = new RecordingListener();
    Endpoint to =
        at(listen(hello(1), new RecordingListener((link, frame) -> link.close("had enough"))));
    client(hello(2), here).send(to, frame("x"));
    assertThat(here.awaitLinkDown().linkDowns().get(0).to()).isEqualTo(to);
  }

  @Test
  void aListenerThatThrowsClosesOnlyThatConnection() throws Exception {
    RecordingListener there =
        new RecordingListener(
            (link, frame) -> {
              if (new String(frame, UTF_8).equals("garbage")) {
                throw new IllegalArgumentException("unknown type");
              }
              link.send(frame("fine"));
            });
    RecordingListener good = new RecordingListener();
    RecordingListener bad = new RecordingListener();
    Endpoint to = at(listen(hello(1), there));
    Transport innocent = client(hello(2), good);
    Transport guilty = client(hello(3), bad);
    innocent.send(to, frame("before"));
    good.awaitReceived(1);
    guilty.send(to, frame("garbage"));
    bad.awaitLinkDown();
    innocent.send(to, frame("after"));
    good.awaitReceived(2);
    assertThat(good.linkDowns()).isEmpty();
  }

  @Test
  void framesForASlowReceiverComeBackOnceTheQueueIsFull() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    RecordingListener there = new RecordingListener((link, frame) -> await(slow));
    RecordingListener here = new RecordingListener();
    Endpoint to = at(listen(hello(1), there));
    Transport client = open(hello(2), null, MAX_FRAME, queueOf(1 << 20), here);
    int sent = 0;
    while (here.notSent().isEmpty() && sent < 4096) {
      client.send(to, new Frame(new byte[1], new byte[1 << 16]));
      sent++;
    }
    here.awaitNotSent(1); // 256 MiB do not wait in a queue of 1 MiB
    slow.countDown();
    int all = sent;
    there.await("end of all", l -> l.received().size() + here.notSent().size() == all);
    assertThat(there.received().size()).as("frames of 64 KiB that waited").isLessThan(1024);
  }

  @Test
  void repliesToASlowReaderAreDroppedOnceTheQueueIsFull() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    int replies = 4096;
    RecordingListener there =
        new RecordingListener(
            (link, frame) -> {
              for (int i = 0; i < replies; i++) {
                link.send(new Frame(new byte[1], new byte[1 << 16]));
              }
              link.send(frame("last"));
            });
    RecordingListener here = new RecordingListener((link, frame) -> await(slow));
    Endpoint to = at(open(hello(1), new Endpoint(HOST, 0), MAX_FRAME, queueOf(1 << 20), there));
    client(hello(2), here).send(to, frame("x"));
    there.awaitReceived(1); // so no send waited for the reader
    slow.countDown();
    here.awaitReceived(1);
    assertThat(here.received().size()).isLessThan(replies);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(RecordingListener.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Test
  void thePortIsShownOnlyByWhoListens() throws Exception {
    assertThat(listen(hello(1), new RecordingListener()).port()).isBetween(1, 65535);
    assertThat(client(hello(2), new RecordingListener()).port()).isEqualTo(-1);
  }

  @Test
  void aPortInUseIsOneClearLine() throws Exception {
    Endpoint taken = at(listen(hello(1), new RecordingListener()));
    assertThatThrownBy(
            () -> open(hello(2), taken, MAX_FRAME, new TreeMap<>(), new RecordingListener()))
        .isInstanceOf(TransportException.class)
        .hasMessage("cannot listen on " + taken + ": address already in use");
  }

  private static int unusedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }
}
