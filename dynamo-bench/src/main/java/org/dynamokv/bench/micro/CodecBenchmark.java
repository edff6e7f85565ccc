package org.dynamokv.bench.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Envelope;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.core.value.NodeId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Messages to bytes and back: a write to a replica and a reader's answer, 1 KiB each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final Header HEADER =
      new Header(new NodeId(1), 1L << 47, new NodeId(2), 1L << 46, 12, 123_456, false, 5_000);

  private final Message mergeCopy =
      new Message.MergeCopy(Key.of("user:4711"), Samples.object(3, 8), NodeId.NONE);
  private final Message getReply = new Message.GetReply(reading());
  private final byte[] mergeCopyFrame = frame(mergeCopy);
  private final byte[] getReplyFrame = frame(getReply);

  private static Reading reading() {
    Content content = Content.of(Bytes.wrap(Samples.value(Samples.VALUE_BYTES, 1)));
    Version version = new Version(content, "0123456789abcdef01234567", 1_700_000_000_000L, 0);
    return new Reading(List.of(version), Bytes.wrap(Samples.value(60, 2)), true);
  }

  private static byte[] frame(Message message) {
    return new Frame(Codec.head(HEADER), Codec.body(message)).join();
  }

  /** The head alone: once for each receiver. */
  @Benchmark
  public byte[] encodeHead() {
    return Codec.head(HEADER);
  }

  /** A write to replicas: once for all of them. */
  @Benchmark
  public byte[] encodeMergeCopy() {
    return Codec.body(mergeCopy);
  }

  /** What a replica does with it. */
  @Benchmark
  public Envelope decodeMergeCopy() {
    return Codec.decode(mergeCopyFrame);
  }

  /** An answer to a reader. */
  @Benchmark
  public byte[] encodeGetReply() {
    return Codec.body(getReply);
  }

  /** What the client does with it. */
  @Benchmark
  public Envelope decodeGetReply() {
    return Codec.decode(getReplyFrame);
  }
}
