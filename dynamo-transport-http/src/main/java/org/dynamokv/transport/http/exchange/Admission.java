package org.dynamokv.transport.http.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the requests and body bytes that are in flight at once. Any thread. */
public final class Admission {
  private final int maxRequests;
  private final long maxBytes;

  // Mutable state, shared by all threads of the server
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** Admits that many requests, which together may hold that many bytes. */
  public Admission(int maxRequests, long maxBytes) {
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
  }

  boolean enter() {
    if (requests.incrementAndGet() <= maxRequests) {
      return true;
    }
    requests.decrementAndGet();
    return false;
  }

  boolean reserve(int count) {
    if (bytes.addAndGet(count) <= maxBytes) {
      return true;
    }
    bytes.addAndGet(-count);
    return false;
  }

  void leave(long reserved) {
    requests.decrementAndGet();
    bytes.addAndGet(-reserved);
  }
}
