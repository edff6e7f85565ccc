package org.dynamokv.server.admin;

import org.dynamokv.server.metrics.Traffic;

/** A "metrics" event of {@code GET /api/events}. */
record LiveJson(long epoch, Traffic traffic, HintsJson hints, StorageJson storage) {
  static LiveJson of(StatusJson status, Traffic traffic) {
    return new LiveJson(status.ring().epoch(), traffic, status.hints(), status.storage());
  }
}
