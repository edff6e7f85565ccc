package org.dynamokv.transport.tcp;

import java.lang.management.ManagementFactory;

/** What threads have allocated on the heap, as the JVM counts it. */
final class Allocated {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /** By the current thread since it began. */
  static long bytes() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** By all live threads since they began. */
  static long bytesOfAll() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
