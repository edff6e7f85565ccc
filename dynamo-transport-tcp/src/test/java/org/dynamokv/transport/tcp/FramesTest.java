package org.dynamokv.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dynamokv.core.spi.Frame;
import org.junit.jupiter.api.Test;

final class FramesTest {
  @Test
  void whatTheWriterCutsTheReaderJoins() {
    for (int round = 0; round < 300; round++) {
      long seed = System.nanoTime() + round;
      Random random = new Random(seed);
      List<byte[]> sent = new ArrayList<>();
      List<byte[]> received = new ArrayList<>();
      FrameWriter writer = new FrameWriter();
      FrameReader reader = new FrameReader();
      for (int i = 0; i < 20; i++) {
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 10 : 200_000)];
        random.nextBytes(bytes);
        sent.add(bytes);
        int cut = random.nextInt(bytes.length + 1);
        writer.begin(
            new Frame(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)));
        while (!writer.isIdle()) {
          int room = 4 + random.nextInt(100_000);
          ByteBuf piece = Unpooled.buffer(room, room);
          writer.copyTo(piece);
          readAll(reader, piece, received);
        }
      }
      assertThat(reader.isInsideFrame()).isFalse();
      assertThat(received.size()).as("seed %d", seed).isEqualTo(sent.size());
      for (int i = 0; i < sent.size(); i++) {
        assertThat(received.get(i)).as("seed %d", seed).isEqualTo(sent.get(i));
      }
    }
  }

  private static void readAll(FrameReader reader, ByteBuf in, List<byte[]> into) {
    for (byte[] frame = reader.next(in, 200_000); frame != null; frame = reader.next(in, 200_000)) {
      into.add(frame);
    }
  }

  @Test
  void theFormatOnTheWireIsALengthAndTheBytes() {
    FrameWriter writer = new FrameWriter();
    writer.begin(new Frame(new byte[] {7}, new byte[] {8, 9}));
    ByteBuf piece = Unpooled.buffer(7, 7);
    writer.copyTo(piece);
    assertThat(piece.array()).containsExactly(0, 0, 0, 3, 7, 8, 9);
  }

  @Test
  void anAnnouncedLengthAloneAllocatesLittle() {
    FrameReader reader = new FrameReader();
    ByteBuf in = Unpooled.buffer().writeInt(1 << 30);
    long before = Allocated.bytes();
    assertThat(reader.next(in, Integer.MAX_VALUE)).isNull();
    assertThat(Allocated.bytes() - before).isLessThan(1 << 20);
    assertThat(reader.isInsideFrame()).isTrue();
  }

  @Test
  void aLengthOverTheLimitIsNamed() {
    ByteBuf in = Unpooled.buffer().writeInt(0x7fffffff);
    assertThatThrownBy(() -> new FrameReader().next(in, 16 << 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a frame of 2147483647 bytes is longer than 16777216");
  }
}
