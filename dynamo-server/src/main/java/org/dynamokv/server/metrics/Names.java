package org.dynamokv.server.metrics;

/** The metrics' names in the registry; the module's README has the table. */
final class Names {
  /** A timer for each kind: {@code .get}, {@code .put}, {@code .delete}. */
  static final String REQUESTS = "dynamo.request";

  /** By failure code. */
  static final String FAILURES = "dynamo.request.failed";

  static final String FORWARDED = "dynamo.forwarded";
  static final String OVERLOADS = "dynamo.overloaded";
  static final String SIBLINGS = "dynamo.read.siblings";
  static final String READ_REPAIRS = "dynamo.read.repairs";
  static final String HINTS_STORED = "dynamo.hints.stored";
  static final String HINTS_DELIVERED = "dynamo.hints.delivered";

  /** By kind of failure. */
  static final String STORAGE_FAILURES = "dynamo.storage.failed";

  /** By reason. */
  static final String DROPPED = "dynamo.messages.dropped";

  static final String RING_EPOCH = "dynamo.ring.epoch";
  static final String STORAGE_KEYS = "dynamo.storage.keys";
  static final String STORAGE_BYTES = "dynamo.storage.bytes";
  static final String STORAGE_FREE = "dynamo.storage.free.bytes";

  private Names() {}
}
