package org.dynamokv.transport.http.exchange;

import org.dynamokv.core.store.Failure;

/** Ends a request with an answer that is an error. No stack trace: it is an expected outcome. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  /** Answers so. */
  public RefusedException(Reply reply) {
    super("status " + reply.status(), null, false, false);
    this.reply = reply;
  }

  /** Answers with an error that HTTP names. */
  public RefusedException(int status, String error, String message) {
    this(ErrorReply.of(status, error, message));
  }

  /** Answers with a failure that the door itself found before anything was stored. */
  public RefusedException(Failure.Code code, String message) {
    this(ErrorReply.of(Failure.refused(code, message)));
  }

  /** The answer. */
  public Reply reply() {
    return reply;
  }
}
