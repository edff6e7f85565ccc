package org.dynamokv.core.message;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one kind of message is written and read.
 *
 * @param type its number on the wire, never reused
 * @param of the record
 * @param write appends its fields, in order
 * @param read reads as many as it knows
 */
record Format<M extends Message>(
    int type, Class<M> of, BiConsumer<ByteWriter, M> write, Function<ByteReader, M> read) {
  void writeTo(ByteWriter out, Message message) {
    write.accept(out, of.cast(message));
  }
}
