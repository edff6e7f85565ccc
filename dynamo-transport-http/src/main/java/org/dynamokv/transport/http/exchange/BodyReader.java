package org.dynamokv.transport.http.exchange;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.dynamokv.core.store.Failure.Code;
import org.eclipse.jetty.io.Content;

/**
 * Collects a request's body as it arrives, on whichever thread brings it; it never waits. More than
 * the limit is refused at the first byte too many.
 */
final class BodyReader implements Runnable {
  private static final int FIRST_BYTES = 64 << 10;

  private final Content.Source source;
  private final int limit;
  private final IntPredicate reserve;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  // Mutable state: one thread at a time, handed on by the source
  private byte[] bytes;
  private int size;

  /**
   * A reader that has not begun.
   *
   * @param length what the client says, -1 when it does not
   * @param reserve asked before bytes are kept; false refuses
   */
  BodyReader(Content.Source source, long length, int limit, IntPredicate reserve) {
    this.source = source;
    this.limit = limit;
    this.reserve = reserve;
    this.bytes = new byte[(int) Math.max(0, Math.min(length, FIRST_BYTES))];
  }

  CompletableFuture<byte[]> start() {
    run();
    return body;
  }

  @Override
  public void run() {
    while (!body.isDone()) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        body.completeExceptionally(
            new RefusedException(Code.BAD_REQUEST, "the body broke off or is malformed"));
        return;
      }
      take(chunk);
    }
  }

  private void take(Content.Chunk chunk) {
    ByteBuffer buffer = chunk.getByteBuffer();
    int count = buffer.remaining();
    if (count > limit - size) {
      body.completeExceptionally(tooLarge(limit));
    } else if (!reserve.test(count)) {
      body.completeExceptionally(
          new RefusedException(Code.OVERLOADED, "too many request bodies are under way"));
    } else {
      keep(buffer, count);
    }
    boolean last = chunk.isLast();
    chunk.release();
    if (last) {
      body.complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    }
  }

  private void keep(ByteBuffer buffer, int count) {
    if (size + count > bytes.length) {
      int doubled = (int) Math.min(limit, Math.max(FIRST_BYTES, 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, Math.max(size + count, doubled));
    }
    buffer.get(bytes, size, count);
    size += count;
  }

  static RefusedException tooLarge(long limit) {
    return new RefusedException(
        Code.VALUE_TOO_LARGE, "the body has more bytes than the limit of " + limit);
  }
}
