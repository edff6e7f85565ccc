package org.dynamokv.core.env;

import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.value.NodeId;

/**
 * What core reports as it happens; a server binds it to its metrics. Called on shard threads: it
 * returns at once and never throws. Every method does nothing unless overridden.
 */
public interface Events {
  /** Nobody listens. */
  Events NONE = new Events() {};

  /** What a client's request was. */
  enum Request {
    /** A get. */
    GET,
    /** A put. */
    PUT,
    /** A delete. */
    DELETE
  }

  /**
   * A client's request ended here, after that long; {@code failure} is the wire name of its
   * failure, empty for none.
   */
  default void requestDone(Request request, String failure, long nanos) {}

  /** A request was passed on to another node. */
  default void forwarded() {}

  /** A get found more than one sibling. */
  default void siblings(int count) {}

  /** A stale or missing replica was sent what it lacked. */
  default void readRepaired(NodeId replica) {}

  /** A hint for a node was stored here. */
  default void hintStored(NodeId target) {}

  /** A hint was delivered to an owner and removed here. */
  default void hintDelivered(NodeId target) {}

  /** A request was refused because too much waits. */
  default void overloaded() {}

  /** A local write or read failed. */
  default void storageFailed(String kind) {}

  /** A message was dropped because its deadline had passed, or it was meant for another start. */
  default void messageDropped(String reason) {}

  /** A higher ring was adopted. */
  default void ringAdopted(Ring ring) {}
}
