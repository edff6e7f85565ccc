package org.dynamokv.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.LimitException;
import org.dynamokv.core.version.CausalContext;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/messages.txt");

  private static byte[] frame(Message message) {
    return new Frame(Codec.head(Samples.header()), Codec.body(message)).join();
  }

  private static List<Class<?>> leaves(Class<?> family) {
    List<Class<?>> leaves = new ArrayList<>();
    for (Class<?> c : family.getPermittedSubclasses()) {
      if (c.isSealed()) {
        leaves.addAll(leaves(c));
      } else {
        leaves.add(c);
      }
    }
    return leaves;
  }

  @Test
  void everyMessageHasASample() {
    var sampled = Samples.all().values().stream().map(Object::getClass).distinct().toList();
    assertThat(leaves(Message.class)).isSubsetOf(sampled);
  }

  @Test
  void everyMessageComesBackAsItWas() {
    Samples.all()
        .forEach(
            (name, message) -> {
              Envelope back = Codec.decode(frame(message));
              assertThat(back.message()).as(name).isEqualTo(message);
              assertThat(back.header()).as(name).isEqualTo(Samples.header());
            });
  }

  /**
   * The bytes are a promise to other versions: see FORMAT.md. After a wanted change, run once with
   * {@code -Dgolden.write=true} and review the difference.
   */
  @Test
  void bytesAreTheGoldenOnes() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("header " + HexFormat.of().formatHex(Codec.head(Samples.header())));
    Samples.all()
        .forEach((name, m) -> lines.add(name + " " + HexFormat.of().formatHex(Codec.body(m))));
    if (Boolean.getBoolean("golden.write")) {
      Files.write(GOLDEN, lines, StandardCharsets.UTF_8);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN, StandardCharsets.UTF_8));
  }

  @Test
  void fieldsThatALaterVersionAppendsAreSkipped() {
    Samples.all()
        .forEach(
            (name, message) -> {
              byte[] longer = Arrays.copyOf(frame(message), frame(message).length + 7);
              assertThat(Codec.decode(longer).message()).as(name).isEqualTo(message);
            });
  }

  @Test
  void truncatedMessageIsRefusedAtEveryLength() {
    Samples.all()
        .forEach(
            (name, message) -> {
              byte[] whole = frame(message);
              for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> Codec.decode(cut))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
              }
            });
  }

  @Test
  void damagedMessageIsReadOrRefusedButNothingElse() {
    Map<String, Message> samples = Samples.all();
    for (long seed = 0; seed < 300; seed++) {
      Random r = new Random(seed);
      for (Message message : samples.values()) {
        byte[] damaged = frame(message);
        for (int i = 0; i <= r.nextInt(3); i++) {
          damaged[r.nextInt(damaged.length)] = (byte) r.nextInt(256);
        }
        try {
          assertThat(Codec.decode(damaged)).as("seed %d", seed).isNotNull();
        } catch (IllegalArgumentException e) {
          assertThat(e).as("seed %d", seed).hasMessageMatching("(?s).+");
        }
      }
    }
  }

  @Test
  void unknownTypeIsRefusedByName() {
    byte[] bytes = new Frame(Codec.head(Samples.header()), new byte[] {126}).join();
    assertThatThrownBy(() -> Codec.decode(bytes)).hasMessageContaining("unknown message type 126");
  }

  @Test
  void keyOverItsLimitIsRefusedByName() {
    ByteWriter body = new ByteWriter(16);
    body.byte8(20);
    body.bytes(Bytes.utf8("b"));
    body.bytes(new byte[4097]);
    body.bool(false);
    byte[] bytes = new Frame(Codec.head(Samples.header()), body.toArray()).join();
    assertThatThrownBy(() -> Codec.decode(bytes)).isInstanceOf(LimitException.class);
  }

  @Test
  void contextIsBoundToItsKey() {
    Bytes context = VersionCodec.encodeContext(Key.of("a"), Samples.object());
    assertThat(VersionCodec.decodeContext(Key.of("a"), context))
        .isEqualTo(CausalContext.of(Samples.object()));
    assertThatThrownBy(() -> VersionCodec.decodeContext(Key.of("b"), context))
        .hasMessageContaining("another key");
  }

  @Test
  void noTwoTypesShareANumber() {
    var numbers = new TreeSet<Integer>();
    Samples.all().values().forEach(m -> numbers.add((int) Codec.body(m)[0]));
    assertThat(numbers).hasSize(leaves(Message.class).size());
  }
}
