package org.dynamokv.transport.http.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.dynamokv.core.store.Failure;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Errors as JSON: {@code error}, {@code message}, {@code required}, {@code answered}, {@code
 * outcome}.
 */
public final class ErrorReply {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String RETRY_AFTER_SECONDS = "1";

  private ErrorReply() {}

  /** What a failure of the store looks like. */
  public static Reply of(Failure failure) {
    Reply reply = json(FailureStatus.of(failure), failure.code().wireName(), failure);
    return failure.code() == Failure.Code.OVERLOADED
        ? reply.with(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS)
        : reply;
  }

  /** An error that HTTP names and the store does not know: certainly nothing was stored. */
  public static Reply of(int status, String error, String message) {
    return json(status, error, Failure.refused(Failure.Code.BAD_REQUEST, message));
  }

  private static Reply json(int status, String error, Failure failure) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("error", error);
      json.writeStringField("message", failure.message());
      json.writeNumberField("required", failure.required());
      json.writeNumberField("answered", failure.answered());
      json.writeStringField("outcome", failure.outcome().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Reply.of(status, "application/json", out.toByteArray());
  }
}
