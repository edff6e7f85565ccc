package org.dynamokv.transport.http.xmlrpc;

/** A body that is not a call, with the method's name as far as it was read. */
final class MalformedCallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String method;

  MalformedCallException(String method, Exception cause) {
    super(cause.getMessage(), cause);
    this.method = method;
  }

  /** Empty when the body broke before it. */
  String method() {
    return method;
  }
}
