package org.dynamokv.storage.lmdb;

import java.util.Arrays;
import java.util.Comparator;
import jnr.ffi.Pointer;
import org.lmdbjava.BufferProxy;

/**
 * Lets lmdbjava read and write {@link Slice}s. Its own proxies either copy every key and value into
 * memory that only a finalizer frees, or need {@code --add-opens}.
 */
final class SliceProxy extends BufferProxy<Slice> {
  static final SliceProxy INSTANCE = new SliceProxy();

  private SliceProxy() {}

  @Override
  protected Slice allocate() {
    return Slice.empty();
  }

  @Override
  protected void deallocate(Slice slice) {
    // The garbage collector does.
  }

  @Override
  protected byte[] getBytes(Slice slice) {
    return slice.copy(0);
  }

  // Of use only to lmdbjava's iterators, which are not used here: LMDB itself compares the keys.

  @Override
  protected Comparator<Slice> getSignedComparator() {
    return getUnsignedComparator();
  }

  @Override
  protected Comparator<Slice> getUnsignedComparator() {
    return (a, b) -> Arrays.compareUnsigned(a.copy(0), b.copy(0));
  }

  @Override
  protected Pointer in(Slice slice, Pointer struct) {
    struct.putLong(STRUCT_FIELD_OFFSET_SIZE, slice.length());
    struct.putAddress(STRUCT_FIELD_OFFSET_DATA, slice.memory().address());
    return slice.memory();
  }

  /** LMDB makes room and says where: nothing goes in but the size. */
  @Override
  protected Pointer in(Slice slice, int size, Pointer struct) {
    struct.putLong(STRUCT_FIELD_OFFSET_SIZE, size);
    return struct;
  }

  @Override
  protected Slice out(Slice slice, Pointer struct) {
    long address = struct.getAddress(STRUCT_FIELD_OFFSET_DATA);
    slice.pointAt(address, Math.toIntExact(struct.getLong(STRUCT_FIELD_OFFSET_SIZE)));
    return slice;
  }
}
