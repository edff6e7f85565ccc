package org.dynamokv.transport.http.xmlrpc;

import org.dynamokv.core.value.Bytes;

/** A parameter of a call, or its result. */
sealed interface XmlRpcValue {
  /** A string: typed, or bare text in {@code value}. */
  record Text(String text) implements XmlRpcValue {}

  /** Bytes, in base64 on the wire. */
  record Binary(Bytes bytes) implements XmlRpcValue {}

  /**
   * A number, truth value or date.
   *
   * @param text as it is written in XML, in the type's own form
   */
  record Scalar(ScalarType type, String text) implements XmlRpcValue {}

  /** What a get without a value returns. */
  record Nil() implements XmlRpcValue {}

  /** A struct, an array, or anything else that would not come back as it was. */
  record Unkeepable() implements XmlRpcValue {}
}
